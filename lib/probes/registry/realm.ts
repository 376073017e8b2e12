import type { RegistryType } from "@/lib/intake/answers";

/** Token services that belong to a public registry (catalogue, reg-auth). */
const TOKEN_HOSTS: Partial<Record<RegistryType, readonly string[]>> = {
  dockerhub: ["auth.docker.io"],
  ghcr: ["ghcr.io"],
  quay: ["quay.io"],
  "gcr-gar": ["gcr.io"],
};

export interface RealmRules {
  registryHost: string;
  type?: RegistryType;
  /** The operator's own list. */
  tokenHosts: readonly string[];
}

/**
 * Whether a registry's realm may be given the stored credentials: https, the registry's own host, a known
 * token host of its type, or the operator's list; no user name, no query of its own (quality bar 23).
 */
export function realmOf(
  realm: string,
  { registryHost, type, tokenHosts }: RealmRules,
): { ok: true; url: URL } | { ok: false; message: string } {
  let url: URL;
  try {
    url = new URL(realm);
  } catch {
    return { ok: false, message: "The registry names no usable address for its tokens." };
  }
  const refuse = (why: string) => ({
    ok: false as const,
    message: `The registry sends its users to ${url.protocol}//${url.host} for a token. ${why} No credential was sent.`,
  });
  if (url.protocol !== "https:") return refuse("That way is not encrypted.");
  if (url.username || url.password || url.search || url.hash)
    return refuse("That address carries more than a host and a path.");
  const host = url.hostname.toLowerCase();
  const known = [registryHost, ...((type && TOKEN_HOSTS[type]) ?? []), ...tokenHosts];
  if (!known.includes(host))
    return refuse(
      "That is another host than the registry's own. When it is right, the operator of this application adds it to CHECK_TOKEN_HOSTS.",
    );
  return { ok: true, url };
}
