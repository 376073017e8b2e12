import { holds } from "@/lib/intake/addresses";
import { isIp } from "@/lib/intake/schemas/basics";

import { of, type TerminalJudge, untold } from "./context";
import { tsNetDatabase } from "./ts-net-database";

/** IP, port and name fit together (S208), as the terminal server's name servers see it. */
export const dbEndpoint: TerminalJudge = (context) => {
  const { "db.host": name, "db.ip": ip, "db.port": port, "db.instance": instance } = context.answers;
  const reached = tsNetDatabase(context);
  if (reached.length === 0) return [];
  const target = `${name ?? ip}:${port}`;
  const [seen] = of(context, "db-endpoint");
  const addresses = (seen?.detail.addresses ?? "").split(/[\s,]+/).filter(Boolean);
  const base = {
    target,
    expected: "name, address and port fit together, and a database answers",
    found: seen ? `${seen.target}: ${addresses.join(", ") || seen.state}` : `${ip}`,
    evidence: { addresses, ip, instance },
  };
  if (!ip || !port)
    return [
      {
        ...base,
        verdict: "fail",
        reasonCode: "answer-missing",
        message: `The ${ip ? "port" : "address"} of the database is not given.`,
      },
    ];
  if (!reached.some(({ verdict }) => verdict === "pass"))
    return [
      {
        ...base,
        verdict: "could-not-tell",
        reasonCode: reached[0]?.reasonCode ?? "error",
        message: "No database answered the terminal server, so that name and address could not be compared.",
      },
    ];
  if (!name || isIp(name))
    return [
      {
        ...base,
        verdict: "warn",
        reasonCode: "answer-missing",
        message: `The database is given as an address only, which pins it: a move or a failover then needs a change.`,
      },
    ];
  if (!seen) return [];
  if (seen.state === "nxdomain" || seen.state === "no-records")
    return [
      {
        ...base,
        verdict: "could-not-tell",
        reasonCode: "dns",
        message: `The terminal server's name servers do not know ${name}; whether the workers' do is seen there.`,
      },
    ];
  if (seen.state !== "ok") return [untold(seen, `what address ${name} has`, target)];
  if (!holds(addresses, ip))
    return [
      {
        ...base,
        verdict: "warn",
        reasonCode: "answer-mismatch",
        message: `${name} leads the terminal server to ${addresses.join(", ")}, and the answer says ${ip}. That is right for a listener or a cluster name; otherwise correct one of them.`,
      },
    ];
  return [
    {
      ...base,
      verdict: "pass",
      reasonCode: "ok",
      message: `A database answers the terminal server at ${target}, and ${name} is ${ip}.`,
    },
  ];
};
