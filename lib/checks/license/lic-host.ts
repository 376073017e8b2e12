import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";
import { unanswered } from "@/lib/checks/unanswered";
import { holds, share, spelled } from "@/lib/intake/addresses";
import { isIp } from "@/lib/intake/schemas/basics";
import type { DnsAnswer } from "@/lib/probes/types";

/** The year in the name of a Windows Server. */
const YEAR = /\b(20[012]\d)\b/;

interface Seen {
  name?: DnsAnswer;
  /** Addresses of the terminal server's name. */
  terminal?: DnsAnswer;
}

/** Windows license server provided (S179): the app's half are the answers and the names' addresses. */
export const licHost = defineCheck({
  id: "lic-host",
  needs: ["dns"],
  async run({ probes: { dns }, answers }): Promise<Seen> {
    const look = async (host: string | undefined) => (host && !isIp(host) ? dns.resolve(host) : undefined);
    const [name, terminal] = await Promise.all([look(answers["lic.host"]), look(answers["ts.host"])]);
    return { ...(name ? { name } : {}), ...(terminal ? { terminal } : {}) };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

const addressesOf = (answer: DnsAnswer | undefined) =>
  answer?.ok ? answer.addresses.map(({ address }) => address) : [];

/** A short name is the first label of the whole one; two whole names with one first label are two machines. */
function isOneName(one: string, other: string): boolean {
  if (isIp(one) || isIp(other)) return false;
  const [a, b] = [spelled(one), spelled(other)];
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function judge({ name, terminal }: Seen, context: JudgeContext): Judgement {
  const { answers } = context;
  const { "lic.host": host, "lic.ip": ip, "lic.os": os = "", "lic.adminAccess": admin, "ts.host": ts } = answers;
  if (!host) return unanswered(context, "license server", "which machine is the license server");
  const base = {
    target: host,
    expected: "Windows Server with administrator access, apart from the terminal server",
    found: os || "not stated",
    evidence: { os, ip, admin: admin?.access, dns: name, terminal },
  };
  if (os && !/windows/i.test(os))
    return {
      ...base,
      verdict: "fail",
      reasonCode: "answer-mismatch",
      message: `The license service runs on Windows, and the answer says ${os}.`,
    };
  const reservations: Reservation[] = [];
  const own = [...addressesOf(name), ...(ip ? [ip] : []), ...(isIp(host) ? [host] : [])];
  const theirs = [...addressesOf(terminal), ...(ts && isIp(ts) ? [ts] : [])];
  if (ts && (isOneName(host, ts) || share(own, theirs)))
    reservations.push({
      reasonCode: "answer-mismatch",
      message: `${host} is also the terminal server (${ts}): the license service should have a machine of its own.`,
    });
  if (/windows\s*(7|8|10|11)\b/i.test(os))
    reservations.push({
      reasonCode: "unsupported",
      message: `${os} is a workstation's Windows; a Windows Server is expected.`,
    });
  const oldest = context.facts.policy.licenseServerOldest;
  if (Number(YEAR.exec(os)?.[1] ?? oldest) < oldest)
    reservations.push({ reasonCode: "version-low", message: `${os} is older than Windows Server ${oldest}.` });
  const stated = isIp(host) ? [host] : addressesOf(name);
  if (ip && stated.length > 0 && !holds(stated, ip))
    reservations.push({
      reasonCode: "answer-mismatch",
      message: `${host} leads to ${stated.join(", ")} from here, and the answer says ${ip}.`,
    });
  if (admin?.access === "no")
    reservations.push({
      reasonCode: "forbidden",
      message: `The answer says that the engineer gets no administrator access to ${host}, which the installation needs.`,
    });
  const warning = warningOf(reservations);
  if (warning) return { ...base, ...warning };
  return {
    ...base,
    verdict: "could-not-tell",
    reasonCode: "unsupported",
    message: `The answers fit together. That ${host} runs Windows Server, keeps its address instead of having it lent by DHCP, and lets the engineer in is seen on the machine itself, or attested.`,
  };
}
