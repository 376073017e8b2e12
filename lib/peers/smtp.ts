import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** One mail as it came in: the envelope's recipients and the whole source. */
export interface ReceivedMail {
  to: string[];
  source: string;
}
export interface SmtpPeer {
  port: number;
  mails: ReceivedMail[];
  close(): Promise<void>;
}

/** A loopback mail server, the real protocol by a real program; it can refuse a recipient or be busy. */
export async function startSmtpPeer(
  options: { refuse?: (recipient: string) => boolean; busy?: () => boolean } = {},
): Promise<SmtpPeer> {
  const mails: ReceivedMail[] = [];
  const answer = (code: number, message: string) => Object.assign(new Error(message), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _session, done) {
      if (options.busy?.()) return done(answer(451, "Try again later"));
      return options.refuse?.(address) ? done(answer(550, "No such mailbox")) : done();
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), source: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
