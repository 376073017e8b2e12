import { type TLSSocket, connect as tlsConnect } from "node:tls";

import type { CertificateFacts, Unreachable } from "./types";

const UNTRUSTED = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_UNTRUSTED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_REVOKED",
  "CERT_REJECTED",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "CA_MD_TOO_WEAK",
  "CA_KEY_TOO_SMALL",
  "EE_KEY_TOO_SMALL",
]);
/** A certificate that comes later than this is not worth the wait. */
const READ_MS = 3_000;

/** What the peer's certificate says; undefined when none came. */
export function certificateFacts(socket: TLSSocket): CertificateFacts | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return undefined;
  const names = (certificate.subjectAltName ?? "")
    .split(", ")
    .filter(Boolean)
    .map((name) => name.replace(/^(DNS|IP Address):/, ""));
  return {
    subject: certificate.subject.replaceAll("\n", ", ").slice(0, 300),
    issuer: certificate.issuer.replaceAll("\n", ", ").slice(0, 300),
    names: names.slice(0, 20),
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
    sha256: certificate.fingerprint256,
    selfSigned: certificate.subject === certificate.issuer,
  };
}

/** Names a connection error by the closed reason codes; undefined when it is none of the known ones. */
export function classifyError(error: unknown): Pick<Unreachable, "code" | "phase"> & { detail: string } {
  const { code = "", message = "", name = "" } = error as { code?: string; message?: string; name?: string };
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID")
    return { code: "tls-expired", phase: "tls", detail: message };
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return { code: "tls-name", phase: "tls", detail: message };
  if (UNTRUSTED.has(code)) return { code: "tls-untrusted", phase: "tls", detail: message };
  if (code === "ECONNREFUSED") return { code: "refused", phase: "connect", detail: message };
  if (code === "ETIMEDOUT" || code === "READINESS_TIMEOUT" || name === "TimeoutError")
    return { code: "timeout", phase: "connect", detail: message };
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return { code: "dns", phase: "dns", detail: message };
  if (code === "ECONNRESET" || code === "EPIPE" || code === "HPE_INVALID_CONSTANT")
    return { code: "reset", phase: "request", detail: message };
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH") return { code: "timeout", phase: "connect", detail: message };
  if (/^ERR_SSL|^EPROTO/.test(code))
    return { code: "tls-untrusted", phase: "tls", detail: `TLS did not succeed: ${message}` };
  return { code: "error", phase: "request", detail: message };
}

/**
 * Reads the certificate for the report after verification failed: without verification, and without a
 * single byte of ours beyond the handshake (catalogue 1.4).
 */
export function readCertificate(
  address: string,
  port: number,
  servername: string,
  withinMs: number = READ_MS,
): Promise<CertificateFacts | undefined> {
  return new Promise((resolve) => {
    const socket = tlsConnect({
      host: address,
      port,
      rejectUnauthorized: false,
      ...(servername ? { servername } : {}),
    });
    const done = (facts?: CertificateFacts) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(facts);
    };
    const timer = setTimeout(() => done(), Math.max(1, Math.min(READ_MS, withinMs)));
    socket.once("secureConnect", () => done(certificateFacts(socket)));
    socket.once("error", () => done());
  });
}
