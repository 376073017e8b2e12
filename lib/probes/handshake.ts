import "reflect-metadata";

import { X509Certificate } from "node:crypto";
import { type DetailedPeerCertificate, type TLSSocket, connect as tlsConnect } from "node:tls";

import type { Policy } from "@/lib/requirements/policy";

import { dialGuarded, inItsTurn } from "./dial";
import type { EgressOptions, GuardedTarget } from "./egress/guard";
import { explain } from "./explain";
import { inert } from "./inert";
import { classifyError } from "./tls";
import type { ChainCertificate, TlsProbe, TlsShaken, Unreachable } from "./types";

const LONGEST_CHAIN = 8;

async function chainOf(socket: TLSSocket): Promise<ChainCertificate[]> {
  // Read before anything else: the peer may close while the reader is loaded.
  let at: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  const x509 = await import("@peculiar/x509");
  const chain: ChainCertificate[] = [];
  while (at?.raw && chain.length < LONGEST_CHAIN) {
    const own = new X509Certificate(at.raw);
    const { hash } = new x509.X509Certificate(at.raw).signatureAlgorithm as { hash?: { name?: string } };
    const { asymmetricKeyType, asymmetricKeyDetails } = own.publicKey;
    chain.push({
      subject: inert(own.subject.replaceAll("\n", ", "), 300),
      issuer: inert(own.issuer.replaceAll("\n", ", "), 300),
      names: (own.subjectAltName ?? "")
        .split(", ")
        .filter((name) => name.startsWith("DNS:"))
        .map((name) => inert(name.slice(4), 253).toLowerCase())
        .slice(0, 50),
      notBefore: new Date(own.validFrom).toISOString(),
      notAfter: new Date(own.validTo).toISOString(),
      key: asymmetricKeyType ?? "unknown",
      ...(asymmetricKeyDetails?.modulusLength ? { bits: asymmetricKeyDetails.modulusLength } : {}),
      signatureHash: hash?.name ?? "unknown",
    });
    at = at.issuerCertificate === at ? undefined : at.issuerCertificate;
  }
  return chain;
}

/** A TLS handshake with a chosen name, for the chain that is shown; not a byte of ours follows it (catalogue 1.4). */
export function tlsProbe(options: { policy: Policy; egress: EgressOptions; signal: AbortSignal }): TlsProbe {
  const { policy, egress, signal } = options;
  const { connectMs, perHost } = policy.limits;

  async function shakeOnce(to: {
    host: string;
    port: number;
    servername: string;
    target: GuardedTarget;
    ca?: string;
  }): Promise<TlsShaken | Unreachable> {
    const { host, port, servername, target, ca } = to;
    const dialled = await dialGuarded({ host, port, egress, connectMs, signal, target });
    if (!dialled.ok) return dialled;
    const { socket, address } = dialled;
    const started = Date.now();
    return new Promise((resolve) => {
      const secure = tlsConnect({
        socket,
        servername,
        minVersion: "TLSv1.2",
        // The chain is wanted whatever it is; trust is read from `authorized`, and nothing is sent.
        rejectUnauthorized: false,
        checkServerIdentity: () => undefined,
        ...(ca ? { ca } : {}),
      });
      const finish = (result: TlsShaken | Unreachable | Promise<TlsShaken>) => {
        clearTimeout(timer);
        resolve(result);
        secure.destroy();
        socket.destroy();
      };
      const broken = (error: unknown) => {
        const { code, phase, detail } = classifyError(error);
        const where = `${host}:${port}`;
        const at = phase === "connect" ? "tls" : phase;
        finish({
          ok: false,
          code,
          phase: at,
          message: explain(code, at, where, detail),
          durationMs: Date.now() - started,
          addressesTried: [address],
        });
      };
      const timer = setTimeout(
        () => broken(Object.assign(new Error("deadline"), { code: "READINESS_TIMEOUT" })),
        connectMs,
      );
      secure.once("error", broken);
      secure.once("secureConnect", async () => {
        clearTimeout(timer);
        const trusted = secure.authorized;
        const chain = await chainOf(secure);
        finish({
          ok: true,
          address,
          chain,
          trust: trusted ? (ca ? "private-ca" : "public") : "none",
        });
      });
    });
  }

  return {
    shake: (host, port, servername, ca) =>
      inItsTurn({ host, port, egress, signal }, perHost, async (target) => {
        const first = await shakeOnce({ host, port, servername, target });
        if (!first.ok || first.trust !== "none" || !ca) return first;
        return shakeOnce({ host, port, servername, target, ca });
      }),
  };
}
