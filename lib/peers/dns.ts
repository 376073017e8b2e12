import { createSocket } from "node:dgram";

import packet from "dns-packet";

export type DnsRecord =
  | { type: "A" | "AAAA"; data: string; ttl?: number }
  | { type: "CNAME"; data: string; ttl?: number };
/** What a name server says of a name: records, or how it fails. */
export type DnsSays = readonly DnsRecord[] | "nxdomain" | "servfail" | "silence";

export interface DnsPeer {
  /** `127.0.0.1:port`, as name servers are written. */
  address: string;
  questions: string[];
  close: () => Promise<void>;
}

const NXDOMAIN = 3;
const SERVFAIL = 2;

/** A name server on loopback that says of each name what the test wants, each time it is asked. */
export async function startDnsPeer(says: (name: string, type: string, count: number) => DnsSays): Promise<DnsPeer> {
  const questions: string[] = [];
  const counts = new Map<string, number>();
  const socket = createSocket("udp4");
  socket.on("message", (message, from) => {
    const query = packet.decode(message);
    const [question] = query.questions ?? [];
    if (!question) return;
    const name = question.name.toLowerCase();
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    questions.push(`${question.type} ${name}`);
    const said = says(name, question.type, count);
    if (said === "silence") return;
    const fault = said === "nxdomain" ? NXDOMAIN : said === "servfail" ? SERVFAIL : 0;
    const records = typeof said === "string" ? [] : said;
    const wanted = records.filter(
      ({ type }) => type === question.type || (type === "CNAME" && question.type !== "CNAME"),
    );
    const answers = wanted.map(({ type, data, ttl = 60 }) => ({ name: question.name, type, data, ttl }));
    socket.send(
      packet.encode({
        type: "response",
        id: query.id ?? 0,
        flags: packet.RECURSION_AVAILABLE | packet.RECURSION_DESIRED | fault,
        questions: [question],
        answers: answers as packet.Answer[],
      }),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
