import type { Judgement } from "@/lib/checks/define-check";
import type { ReasonCode } from "@/lib/requirements/vocabulary";

import type { Finding } from "../result";
import { numberOf } from "./context";

interface About {
  expected: string;
  /** What a refusal is worth: a fault, or a service that comes later (catalogue 1.7). */
  refused?: "fail" | "warn";
}

/** The states of catalogue 1.7 as a script names them, for a connection that came to nothing. */
const CLOSED: Readonly<Record<string, { reason: ReasonCode; says: string }>> = {
  refused: {
    reason: "refused",
    says: "refuses the connection: the host is reached, but nothing listens or a firewall rejects",
  },
  timeout: { reason: "timeout", says: "does not answer: the connection is dropped on the way" },
  dns: { reason: "dns", says: "is not known to that machine's name servers" },
  "not-opened": { reason: "timeout", says: "does not open" },
};

/** The table of catalogue 1.7 for one address, as a script on the machine saw it. */
export function judgeConnection(finding: Finding, about: About): Judgement {
  const { target, state, detail } = finding;
  const ms = numberOf(detail.ms);
  const base = {
    target,
    expected: about.expected,
    found: ms === undefined ? state : `${state} after ${ms} ms`,
    evidence: { state, ms, address: detail.address, reason: detail.reason },
  };
  const closed = CLOSED[state];
  if (closed) {
    const later = state === "refused" && about.refused === "warn";
    return {
      ...base,
      verdict: later ? "warn" : "fail",
      reasonCode: closed.reason,
      message: later
        ? `${target} refuses the connection: the way is probably open, and nothing listens there yet.`
        : `From the machine, ${target} ${closed.says}.`,
    };
  }
  if (["held", "answered", "http", "shaken"].includes(state))
    return { ...base, verdict: "pass", reasonCode: "ok", message: `The machine reaches ${target}.` };
  const why: Record<string, string> = {
    closed:
      "takes connections and closes them at once: a proxy or a load balancer may accept for a service that is not there",
    silent: "takes the connection but does not speak the expected protocol within the time",
    opened: "opens, but the machine's restricted shell could not hear whether the service speaks",
    reset: "ends the connection while it is being made",
    tls: "takes the connection, but the TLS handshake did not come to its end",
  };
  return {
    ...base,
    verdict: "could-not-tell",
    reasonCode:
      state === "closed" || state === "silent" || state === "reset"
        ? "reset"
        : state === "opened"
          ? "unsupported"
          : "error",
    message: `${target} ${why[state] ?? "could not be tried"}${detail.reason ? ` (${detail.reason})` : ""}.`,
  };
}

/** What kind of trust the machine has in a certificate, in one word whatever the script's language. */
export function trustOf({ detail }: Finding): "trusted" | "name" | "expired" | "untrusted" | "unknown" {
  const { trust = "unknown" } = detail;
  if (trust === "trusted" || trust === "unknown" || trust === "expired" || trust === "name") return trust;
  return /NameMismatch/.test(trust) && !/ChainErrors/.test(trust) ? "name" : "untrusted";
}

const parts = (name: string) =>
  name
    .split(/[,/\n]/)
    .map((part) =>
      part
        .trim()
        .toLowerCase()
        .replaceAll(/\s*=\s*/g, "="),
    )
    .filter(Boolean)
    .sort()
    .join(",");

/** True when the certificate that the machine was shown comes from another issuer than the one seen elsewhere. */
export function isIntercepted(finding: Finding, seen: { issuer: string; sha256: string } | undefined): boolean {
  const { issuer, sha256 } = finding.detail;
  if (!seen || !issuer || !seen.issuer) return false;
  const plain = (hash: string) => hash.toLowerCase().replaceAll(/[^0-9a-f]/g, "");
  return !(sha256 && plain(sha256) === plain(seen.sha256)) && parts(issuer) !== parts(seen.issuer);
}
