import type { CertificateFacts, Unreachable } from "./types";

/** A server that wants to see a certificate of ours. */
export function wantsCertificate(where: string): string {
  return `${where} asks for a client certificate, which is not used here. Switch that demand off for this address.`;
}

/** What a handshake that never came to a certificate was about, in a sentence; `detail` is OpenSSL's own. */
function handshake(where: string, detail: string): string {
  if (/wrong version number|packet length too long|http request/i.test(detail))
    return `${where} does not speak TLS: it answers without encryption. Have it serve https, or enter the port that does.`;
  if (/unsupported protocol|protocol version|no protocols available/i.test(detail))
    return `${where} offers only TLS versions older than 1.2. Switch on TLS 1.2 or 1.3 there.`;
  if (/certificate required|handshake failure.*certificate|bad certificate/i.test(detail))
    return wantsCertificate(where);
  if (/alert handshake failure/i.test(detail))
    return `${where} refuses the handshake and does not say why: it may ask for a client certificate, which is not used here, or know old ciphers only.`;
  return `${where} broke the TLS handshake off. ${detail.slice(0, 160)}`;
}

/** One sentence for a connection that failed: what happened, and what to do about it. */
export function explain(
  code: Unreachable["code"],
  phase: Unreachable["phase"],
  where: string,
  detail: string,
  certificate?: CertificateFacts,
): string {
  switch (code) {
    case "refused":
      return `${where} refused the connection: the host is there, but nothing listens on that port or a firewall rejects it.`;
    case "timeout":
      return phase === "connect"
        ? `${where} did not answer in time: the connection is probably dropped by a firewall on the way.`
        : `${where} took the connection but then stayed silent (in the ${phase} phase) until the deadline.`;
    case "reset":
      return `${where} closed the connection in the middle of the conversation.`;
    case "tls-expired":
      return `The certificate of ${where} is not valid today${certificate ? ` (valid ${certificate.notBefore.slice(0, 10)} to ${certificate.notAfter.slice(0, 10)})` : ""}. Renew it.`;
    case "tls-name":
      return `The certificate of ${where} is for other names${certificate ? `: ${certificate.names.join(", ") || certificate.subject}` : ""}. Use one of these, or reissue the certificate.`;
    case "tls-untrusted":
      if (detail.startsWith("TLS did not succeed")) return handshake(where, detail);
      return `The certificate of ${where} is not trusted${certificate ? ` (issued by ${certificate.issuer})` : ""}. Provide the CA that issued it. ${detail.slice(0, 160)}`.trim();
    default:
      return `${where} could not be asked: ${detail.slice(0, 200)}`;
  }
}
