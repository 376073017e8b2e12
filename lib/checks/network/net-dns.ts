import { randomBytes } from "node:crypto";

import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";
import { share } from "@/lib/intake/addresses";
import { isIp } from "@/lib/intake/schemas/basics";
import type { DnsAnswer } from "@/lib/probes/types";

const LONG_TTL_S = 3_600;

interface Looked {
  name: string;
  answer: DnsAnswer;
}
interface Seen {
  base: Looked;
  /** Two names that nobody can have entered one by one. */
  random: Looked[];
  ingress?: DnsAnswer;
}

/** The base domain and its sub-domains resolve to the ingress (derived, D17), as this machine's name servers see it. */
export const netDns = defineCheck({
  id: "net-dns",
  needs: ["dns"],
  async run({ probes: { dns }, answers }): Promise<Seen> {
    const domain = answers["net.baseDomain"] ?? "";
    const ingress = answers["net.ingressAddress"];
    const look = async (name: string): Promise<Looked> => ({ name, answer: await dns.resolve(name) });
    const random = () => look(`rdy-${randomBytes(4).toString("hex")}.${domain}`);
    const [base, first, second, target] = await Promise.all([
      look(domain),
      random(),
      random(),
      ingress && !isIp(ingress) ? dns.resolve(ingress) : undefined,
    ]);
    return { base, random: [first, second], ...(target ? { ingress: target } : {}) };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

const addresses = (answer: DnsAnswer) => (answer.ok ? answer.addresses.map(({ address }) => address).sort() : []);
const shown = ({ name, answer }: Looked) => `${name}: ${answer.ok ? addresses(answer).join(", ") : answer.code}`;

/** The name servers answered that there is nothing, and did not merely fail to answer. */
function isUnknown(code: Extract<DnsAnswer, { ok: false }>["code"]): boolean {
  return code === "nxdomain" || code === "no-records";
}

/** Whole hours where there are several; an hour and some minutes is no hour. */
function remembered(seconds: number): string {
  return seconds < 2 * LONG_TTL_S || seconds % LONG_TTL_S !== 0
    ? `The answers are remembered for ${Math.ceil(seconds / 60)} minutes: a change takes that long.`
    : `The answers are remembered for ${seconds / LONG_TTL_S} hours: a change takes that long.`;
}

function judge({ base, random, ingress }: Seen, { answers }: JudgeContext): Judgement {
  const domain = answers["net.baseDomain"] ?? "";
  const stated = answers["net.ingressAddress"];
  const target = `*.${domain}`;
  const expected = stated ? `leads to ${stated}` : "leads to the ingress";
  const all = [base, ...random];
  const evidence = {
    answers: all.map(shown),
    aliases: random.flatMap(({ answer }) => (answer.ok ? answer.aliases : [])),
  };
  const about = { target, expected, found: all.map(shown).join("; "), evidence };
  const failed = random.find(({ answer }) => !answer.ok);
  if (failed && !failed.answer.ok) {
    const { code } = failed.answer;
    const unknown = isUnknown(code);
    return {
      ...about,
      verdict: unknown ? "fail" : "could-not-tell",
      reasonCode: unknown ? "dns" : code === "timeout" ? "timeout" : "error",
      message: unknown
        ? `Names below ${domain} are not known here (${failed.answer.message.replace(/\.$/, "")}).`
        : failed.answer.message,
    };
  }
  const found = random.map(({ answer }) => addresses(answer));
  const [one, two] = found;
  const wanted = ingress ? addresses(ingress) : stated ? [stated] : [];
  const aliasOf = stated && !isIp(stated) && random.every(({ answer }) => answer.ok && answer.aliases.includes(stated));
  // A balancer may give each name another of its addresses: the names then lead to it all the same.
  const same = aliasOf || found.every((list) => share(list, wanted));
  const wildcard = same || one?.join() === two?.join();
  const reached = [...new Set(found.flat())].join(", ");
  if (!same && ingress && !ingress.ok)
    return {
      ...about,
      verdict: "could-not-tell",
      reasonCode: ingress.code === "timeout" ? "timeout" : ingress.code === "error" ? "error" : "dns",
      message: `Names below ${domain} lead to ${reached}. Whether that is the ingress could not be told: ${ingress.message}`,
    };
  const longest = Math.max(
    ...all.flatMap(({ answer }) => (answer.ok ? answer.addresses.map(({ ttl }) => ttl) : [])),
    0,
  );
  const reservations: Reservation[] = [];
  if (stated && !same)
    reservations.push({
      reasonCode: "answer-mismatch",
      message: `Names below ${domain} lead to ${reached}, and the ingress is ${stated}.`,
    });
  if (!wildcard)
    reservations.push({
      reasonCode: "answer-mismatch",
      message: `Two names below ${domain} lead to different addresses: that is no wildcard record.`,
    });
  if (!base.answer.ok && isUnknown(base.answer.code))
    reservations.push({
      reasonCode: "dns",
      message: `${domain} itself has no address here, only the names below it.`,
    });
  if (longest > LONG_TTL_S)
    reservations.push({
      reasonCode: "unsupported",
      message: remembered(longest),
    });
  const warning = warningOf(reservations);
  if (warning) return { ...about, ...warning };
  return {
    ...about,
    verdict: "pass",
    reasonCode: "ok",
    message: `Every name below ${domain} leads to ${reached} here.`,
  };
}
