import { netCertificate as check } from "@/lib/checks/network/net-certificate";

import { judgeConnection, trustOf } from "./connection";
import { numberOf, of, type TerminalJudge, untold } from "./context";

const iso = (text: string | undefined) => {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
};

/** A certificate covers the base domain (derived, D17), as the terminal server was shown it. */
export const netCertificate: TerminalJudge = (context) => {
  const [seen] = of(context, "net-certificate");
  if (!seen) return [];
  const { answers, facts, now } = context;
  const { detail } = seen;
  const reached = judgeConnection(seen, { expected: "a certificate for the base domain" });
  if (reached.verdict !== "pass") return [{ ...reached, verdict: "could-not-tell" }];
  const notBefore = iso(detail.notBefore);
  const notAfter = iso(detail.notAfter);
  if (!detail.issuer || !notBefore || !notAfter) return [untold(seen, "which certificate the ingress shows")];
  const bits = numberOf(detail.keyBits);
  const hash = /(md5|sha-?1(?!\d)|sha\d{3}|sha-\d{3})/i.exec(detail.signature ?? "")?.[1] ?? "";
  const leaf = {
    subject: detail.subject ?? "",
    issuer: detail.issuer,
    names: (detail.names ?? "")
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    notBefore,
    notAfter,
    key: /rsa/i.test(detail.keyKind ?? "") ? "rsa" : (detail.keyKind ?? ""),
    signatureHash: hash,
    ...(bits === undefined ? {} : { bits }),
  };
  const trust =
    trustOf(seen) === "trusted" || trustOf(seen) === "name" || trustOf(seen) === "expired" ? "public" : "none";
  return check
    .verdict(
      { ok: true, address: detail.address ?? "", chain: [leaf], trust },
      { answers, facts, now, consented: false },
    )
    .map(({ steps: _steps, ...judged }) => judged);
};
