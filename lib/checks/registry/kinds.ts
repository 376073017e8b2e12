import type { RegistryType } from "@/lib/intake/answers";
import type { RegistryPlace } from "@/lib/intake/registry-place";

/** What one registry product allows: the table at the head of catalogue section 3.6. */
export interface RegistryKind {
  /** Hosts that belong to it alone. */
  hosts?: RegExp;
  /** Marks in the answers of /v2/. */
  marks?: (headers: Readonly<Record<string, string>>) => boolean;
  /** Whether it can be a proxy of the vendor's registry. */
  proxies: "yes" | "no" | "ask";
  /** Where repositories are listed, when that is possible with the user's own rights. */
  list?: (place: RegistryPlace) => { path: string; scope: string } | { url: string };
}

const CATALOG_SCOPE = "registry:catalog:*";
const catalog = () => ({ path: "/v2/_catalog?n=100", scope: CATALOG_SCOPE });
const first = (path: string) => encodeURIComponent(path.split("/")[0] ?? "");
const realm = (headers: Readonly<Record<string, string>>) => headers["www-authenticate"] ?? "";

export const REGISTRY_KINDS: Record<RegistryType, RegistryKind> = {
  dockerhub: {
    hosts: /(^|\.)docker\.io$/,
    proxies: "no",
  },
  "v2-generic": {
    proxies: "ask",
    list: catalog,
  },
  harbor: {
    marks: (headers) => /\/service\/token"/.test(realm(headers)),
    proxies: "yes",
    list: ({ path, host, port }) => ({
      url: `https://${host}:${port}/api/v2.0/projects/${first(path)}/repositories?page_size=100`,
    }),
  },
  quay: {
    hosts: /^quay\.io$/,
    proxies: "ask",
    list: catalog,
  },
  nexus: {
    marks: (headers) => /^nexus\//i.test(headers.server ?? ""),
    proxies: "yes",
    list: catalog,
  },
  ghcr: {
    hosts: /^ghcr\.io$/,
    proxies: "no",
  },
  ecr: {
    hosts: /\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/,
    proxies: "no",
    list: catalog,
  },
  acr: {
    hosts: /\.azurecr\.(io|cn|us)$/,
    proxies: "no",
    list: catalog,
  },
  "gcr-gar": {
    hosts: /(^|\.)gcr\.io$|-docker\.pkg\.dev$/,
    proxies: "ask",
  },
  jfrog: {
    marks: (headers) => "x-artifactory-id" in headers || /\/artifactory\/api\/docker\//.test(realm(headers)),
    hosts: /\.jfrog\.io$/,
    proxies: "yes",
    list: ({ path, host, port }) => ({
      url: `https://${host}:${port}/artifactory/api/docker/${first(path)}/v2/_catalog?n=100`,
    }),
  },
};

/** Products that speak the protocol and stand on no list of the vendor's, by a mark of their own. */
const UNLISTED: readonly [name: string, mark: (headers: Readonly<Record<string, string>>) => boolean][] = [
  ["GitLab", (headers) => /\/jwt\/auth"/.test(realm(headers))],
  [
    "Gitea or Forgejo",
    (headers) => /\/v2\/token"/.test(realm(headers)) && /service="container_registry"/.test(realm(headers)),
  ],
  ["zot", (headers) => /^zot/i.test(headers.server ?? "")],
];

/** The name of a product that is on no list (S155 to S164); undefined when nothing gives one away. */
export function unlisted(headers: Readonly<Record<string, string>>): string | undefined {
  return UNLISTED.find(([, mark]) => mark(headers))?.[0];
}

/** The product that the host or the first answer gives away; undefined when nothing does. */
export function recognised(host: string, headers: Readonly<Record<string, string>>): RegistryType | undefined {
  const entries = Object.entries(REGISTRY_KINDS) as [RegistryType, RegistryKind][];
  return (
    entries.find(([, kind]) => kind.hosts?.test(host))?.[0] ?? entries.find(([, kind]) => kind.marks?.(headers))?.[0]
  );
}
