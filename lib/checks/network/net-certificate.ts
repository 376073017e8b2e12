import { randomBytes } from "node:crypto";

import { connectionSteps, connectionTrouble } from "@/lib/checks/connection-trouble";
import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";
import type { ChainCertificate, TlsShaken, Unreachable } from "@/lib/probes/types";

const DAY_MS = 86_400_000;
const SMALLEST_RSA = 2048;
/** Certificates that controllers show while nobody has configured one. */
const DEFAULTS =
  /Kubernetes Ingress Controller Fake Certificate|TRAEFIK DEFAULT CERT|CN=ingress-operator|HAProxy.*default/i;

/** A certificate covers the base domain and its sub-domains (derived, D17). */
export const netCertificate = defineCheck({
  id: "net-certificate",
  needs: ["tls"],
  run({ probes: { tls }, answers }): Promise<TlsShaken | Unreachable> {
    const name = `rdy-${randomBytes(4).toString("hex")}.${answers["net.baseDomain"] ?? ""}`;
    return tls.shake(answers["net.ingressAddress"] ?? "", 443, name, answers["k8s.caBundle"]);
  },
  verdict: (seen, context) => [judge(seen, context)],
});

function weakness(
  { key, bits, signatureHash, subject, issuer }: ChainCertificate,
  isRoot: boolean,
): string | undefined {
  if (key === "rsa" && bits !== undefined && bits < SMALLEST_RSA) return `${subject} has an RSA key of ${bits} bits`;
  // A root's own signature is never checked by anybody.
  if (!isRoot && subject !== issuer && /^(SHA-?1|MD5)$/i.test(signatureHash))
    return `${subject} is signed with ${signatureHash}`;
  return undefined;
}

function judge(seen: TlsShaken | Unreachable, { answers, facts, now }: JudgeContext): Judgement {
  const domain = answers["net.baseDomain"] ?? "";
  const target = `${answers["net.ingressAddress"]}:443`;
  const expected = `a trusted certificate for *.${domain}, valid for more than ${facts.policy.certificateWarnDays} days`;
  const steps = connectionSteps(seen, { tls: true });
  if (!seen.ok) return { ...connectionTrouble(seen, { target, expected, steps }), verdict: "could-not-tell" };
  const [leaf, ...rest] = seen.chain;
  if (!leaf)
    return {
      target,
      expected,
      verdict: "could-not-tell",
      reasonCode: "error",
      message: `${target} showed no certificate.`,
    };
  const { names, notAfter, notBefore, issuer, subject } = leaf;
  const evidence = {
    subject,
    issuer,
    names,
    notAfter,
    trust: seen.trust,
    chain: seen.chain.length,
    key: leaf.key,
    bits: leaf.bits,
  };
  const base = {
    target,
    expected,
    found: `${names.join(", ") || subject}, until ${notAfter.slice(0, 10)}`,
    evidence,
    steps,
  };
  const say = (verdict: Judgement["verdict"], reasonCode: Judgement["reasonCode"], message: string): Judgement => ({
    ...base,
    verdict,
    reasonCode,
    message,
  });
  if (DEFAULTS.test(subject) || DEFAULTS.test(issuer))
    return say(
      "could-not-tell",
      "answer-missing",
      `The controller shows its own default certificate: none is configured for ${domain} yet.`,
    );
  const days = Math.floor((Date.parse(notAfter) - now.getTime()) / DAY_MS);
  if (days < 0 || Date.parse(notBefore) > now.getTime())
    return say(
      "fail",
      "tls-expired",
      `The certificate is not valid today (${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}).`,
    );
  if (days < facts.policy.certificateFailDays)
    return say("fail", "expiring", `The certificate ends in ${days} days, on ${notAfter.slice(0, 10)}.`);
  const wild = names.includes(`*.${domain}`);
  if (!wild && !names.includes(domain))
    return say("fail", "tls-name", `The certificate is for ${names.join(", ") || subject}, not for *.${domain}.`);
  const weak = [leaf, ...rest]
    .map((one, index) => weakness(one, index > 0 && one.subject === one.issuer))
    .find(Boolean);
  if (weak) return say("fail", "tls-untrusted", `The chain is too weak to be trusted: ${weak}. Reissue it.`);
  const reservations: Reservation[] = [];
  if (!wild)
    reservations.push({
      reasonCode: "tls-name",
      message: `The certificate is for ${domain} alone and not for the names below it (*.${domain}).`,
    });
  if (seen.trust === "none")
    reservations.push({
      reasonCode: "tls-untrusted",
      message: `The certificate is issued by ${issuer}, which is not publicly trusted. Deliver that CA's certificate with the answers.`,
    });
  if (seen.trust === "private-ca")
    reservations.push({
      reasonCode: "tls-untrusted",
      message: `The certificate is issued by the customer's own CA (${issuer}): every client needs it too.`,
    });
  if (days < facts.policy.certificateWarnDays)
    reservations.push({
      reasonCode: "expiring",
      message: `The certificate ends in ${days} days, on ${notAfter.slice(0, 10)}.`,
    });
  const warning = warningOf(reservations);
  if (warning) return { ...base, ...warning };
  return say("pass", "ok", `The certificate is for *.${domain}, trusted, and valid until ${notAfter.slice(0, 10)}.`);
}
