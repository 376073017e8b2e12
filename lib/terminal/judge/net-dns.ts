import { netDns as check } from "@/lib/checks/network/net-dns";
import type { DnsAnswer } from "@/lib/probes/types";

import { of, type TerminalContext, type TerminalJudge } from "./context";

function answerOf(context: TerminalContext, name: string): DnsAnswer {
  const seen = of(context, "net-dns").find(({ target }) => target === name);
  const found = (seen?.detail.addresses ?? "").split(/[\s,]+/).filter(Boolean);
  if (seen?.state === "ok" && found.length > 0)
    return { ok: true, addresses: found.map((address) => ({ address, ttl: 0 })), aliases: [] };
  if (seen?.state === "nxdomain")
    return { ok: false, code: "nxdomain", message: `The terminal server's name servers do not know ${name}.` };
  if (seen?.state === "no-records" || seen?.state === "ok")
    return {
      ok: false,
      code: "no-records",
      message: `The terminal server's name servers know ${name} without an address.`,
    };
  const code = seen?.state === "timeout" ? "timeout" : "error";
  return {
    ok: false,
    code,
    message: `The terminal server could not look up ${name}${seen?.detail.reason ? `: ${seen.detail.reason}` : ""}.`,
  };
}

/** The base domain and its sub-domains resolve (derived, D17), by the terminal server's own name servers. */
export const netDns: TerminalJudge = (context) => {
  const { answers, facts, now, plan } = context;
  const planned = plan.names.flatMap(({ check: id, host }) => (id === "net-dns" ? [host] : []));
  const [base, first, second, ingress] = planned;
  if (!base || !first || !second || of(context, "net-dns").length === 0) return [];
  const look = (name: string) => ({ name, answer: answerOf(context, name) });
  return check.verdict(
    {
      base: look(base),
      random: [look(first), look(second)],
      ...(ingress ? { ingress: answerOf(context, ingress) } : {}),
    },
    { answers, facts, now, consented: false },
  );
};
