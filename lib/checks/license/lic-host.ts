import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { unanswered } from "@/lib/checks/unanswered";
import { isIp } from "@/lib/intake/schemas/basics";
import type { DnsAnswer } from "@/lib/probes/types";

/** The year in the name of a Windows Server. */
const YEAR = /\b(20[012]\d)\b/;

/** Windows license server provided (S179): the app's half are the answers and the name's address. */
export const licHost = defineCheck({
  id: "lic-host",
  needs: ["dns"],
  async run({ probes: { dns }, answers }): Promise<{ name?: DnsAnswer }> {
    const host = answers["lic.host"];
    return host && !isIp(host) ? { name: await dns.resolve(host) } : {};
  },
  verdict: ({ name }, context) => [judge(name, context)],
});

function judge(name: DnsAnswer | undefined, context: JudgeContext): Judgement {
  const { answers } = context;
  const { "lic.host": host, "lic.ip": ip, "lic.os": os = "", "lic.adminAccess": admin } = answers;
  if (!host) return unanswered(context, "license server", "which machine is the license server");
  const expected = "Windows Server with administrator access, apart from the terminal server";
  const base = {
    target: host,
    expected,
    found: os || "not stated",
    evidence: { os, ip, admin: admin?.access, dns: name },
  };
  if (os && !/windows/i.test(os))
    return {
      ...base,
      verdict: "fail",
      reasonCode: "answer-mismatch",
      message: `The license service runs on Windows, and the answer says ${os}.`,
    };
  if (host === answers["ts.host"])
    return {
      ...base,
      verdict: "warn",
      reasonCode: "answer-mismatch",
      message: `${host} is also the terminal server: the license service should have a machine of its own.`,
    };
  if (/windows\s*(7|8|10|11)\b/i.test(os))
    return {
      ...base,
      verdict: "warn",
      reasonCode: "unsupported",
      message: `${os} is a workstation's Windows; a Windows Server is expected.`,
    };
  const oldest = context.facts.policy.licenseServerOldest;
  const year = Number(YEAR.exec(os)?.[1] ?? oldest);
  if (year < oldest)
    return {
      ...base,
      verdict: "warn",
      reasonCode: "version-low",
      message: `${os} is older than Windows Server ${oldest}.`,
    };
  if (name?.ok && ip && !name.addresses.some(({ address }) => address === ip))
    return {
      ...base,
      verdict: "warn",
      reasonCode: "answer-mismatch",
      message: `${host} leads to ${name.addresses.map(({ address }) => address).join(", ")} from here, and the answer says ${ip}.`,
    };
  return {
    ...base,
    verdict: "could-not-tell",
    reasonCode: "unsupported",
    message: `The answers fit together. That ${host} runs Windows Server and lets the engineer in is seen on the machine itself, or attested.`,
  };
}
