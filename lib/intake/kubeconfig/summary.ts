import { X509Certificate } from "node:crypto";

import type { KubeconfigSummary, SafeKubeconfig } from "../answers";

interface Claims {
  sub?: string;
  exp?: number;
  iat?: number;
  groups: string[];
  serviceAccount?: string;
}

const iso = (seconds: unknown) =>
  typeof seconds === "number" && Number.isFinite(seconds) && seconds > 0 && seconds < 1e11
    ? new Date(seconds * 1000).toISOString()
    : undefined;

/** Claims of a JWT, unverified: shown to people, never trusted. Undefined when the token is opaque. */
export function readClaims(token: string): Claims | undefined {
  const [, payload, signature] = token.split(".");
  if (!payload || signature === undefined) return undefined;
  try {
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Record<string, unknown>;
    if (typeof claims !== "object" || claims === null) return undefined;
    const sub = typeof claims.sub === "string" ? claims.sub.slice(0, 253) : undefined;
    return {
      ...(sub ? { sub } : {}),
      ...(typeof claims.exp === "number" ? { exp: claims.exp } : {}),
      ...(typeof claims.iat === "number" ? { iat: claims.iat } : {}),
      groups: Array.isArray(claims.groups) ? claims.groups.filter((one) => typeof one === "string").slice(0, 50) : [],
    };
  } catch {
    return undefined;
  }
}

/** Parts of a subject that occur once or several times, such as CN or O. */
function subjectParts(certificate: X509Certificate, key: string): string[] {
  return certificate.subject
    .split(/\n| \+ /)
    .filter((line) => line.startsWith(`${key}=`))
    .map((line) => line.slice(key.length + 1));
}

type CredentialFacts = Pick<KubeconfigSummary, "credentialKind" | "identity" | "groups" | "issuedAt" | "expiresAt">;

function credentialFacts(credential: SafeKubeconfig["credential"]): CredentialFacts {
  if (credential.kind === "client-certificate") {
    const certificate = new X509Certificate(credential.certificate);
    const [identity] = subjectParts(certificate, "CN");
    return {
      credentialKind: "client-certificate",
      ...(identity ? { identity } : {}),
      groups: subjectParts(certificate, "O"),
      issuedAt: new Date(certificate.validFrom).toISOString(),
      expiresAt: new Date(certificate.validTo).toISOString(),
    };
  }
  const claims = readClaims(credential.token);
  if (!claims)
    return { credentialKind: credential.token.startsWith("sha256~") ? "openshift-token" : "opaque-token", groups: [] };
  const issuedAt = iso(claims.iat);
  const expiresAt = iso(claims.exp);
  return {
    credentialKind: claims.sub?.startsWith("system:serviceaccount:") ? "service-account-token" : "jwt",
    ...(claims.sub ? { identity: claims.sub } : {}),
    groups: claims.groups,
    ...(issuedAt ? { issuedAt } : {}),
    ...(expiresAt ? { expiresAt } : {}),
  };
}

const ADMIN = /^(kubernetes-admin|cluster-admin|system:admin|kube:admin|kubeadmin|masterclient|admin)$/i;

/** What may be shown of an accepted kubeconfig; contains no secret. */
export function summarise(
  config: SafeKubeconfig,
  extra: { contextCount: number; dropped: string[]; uploadSha256: string },
): KubeconfigSummary {
  const credential = credentialFacts(config.credential);
  const ca = config.ca ? new X509Certificate(config.ca) : undefined;
  return {
    contextName: config.contextName,
    contextCount: extra.contextCount,
    server: config.server,
    serverHost: new URL(config.server).host,
    ...(config.namespace ? { namespace: config.namespace } : {}),
    ...credential,
    ...(ca ? { caFingerprint: ca.fingerprint256, caExpiresAt: new Date(ca.validTo).toISOString() } : {}),
    dropped: extra.dropped,
    clusterAdminLike: credential.groups.includes("system:masters") || ADMIN.test(credential.identity ?? ""),
    uploadSha256: extra.uploadSha256,
  };
}
