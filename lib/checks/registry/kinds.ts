import type { RegistryType } from "@/lib/intake/answers";
import type { RegistryPlace } from "@/lib/intake/registry-place";

/** What one registry product allows: the table at the head of catalogue section 3.6. */
export interface RegistryKind {
  title: string;
  /** Hosts that belong to it alone. */
  hosts?: RegExp;
  /** Marks in the answers of /v2/. */
  marks?: (headers: Readonly<Record<string, string>>) => boolean;
  /** Whether it can be a proxy of the vendor's registry. */
  proxies: "yes" | "no" | "ask";
  proxyAdvice: string;
  /** Where repositories are listed, when that is possible with the user's own rights. */
  list?: (place: RegistryPlace) => { path: string; scope: string } | { url: string };
  /** Sentence for a refused push. */
  pushAdvice?: string;
}

const CATALOG_SCOPE = "registry:catalog:*";
const catalog = () => ({ path: "/v2/_catalog?n=100", scope: CATALOG_SCOPE });
const first = (path: string) => encodeURIComponent(path.split("/")[0] ?? "");
const realm = (headers: Readonly<Record<string, string>>) => headers["www-authenticate"] ?? "";

export const REGISTRY_KINDS: Record<RegistryType, RegistryKind> = {
  dockerhub: {
    title: "Docker Hub",
    hosts: /(^|\.)docker\.io$/,
    proxies: "no",
    proxyAdvice: "Docker Hub cannot proxy another registry. Choose to copy the images.",
  },
  "v2-generic": {
    title: "Registry v2",
    proxies: "ask",
    proxyAdvice:
      "A distribution registry proxies exactly one upstream and then takes no push. Give the push prefix of another registry, or choose to copy the images.",
    list: catalog,
  },
  harbor: {
    title: "Harbor",
    marks: (headers) => /\/service\/token"/.test(realm(headers)),
    proxies: "yes",
    proxyAdvice: "In Harbor make a registry endpoint for https://docker.sestek.com and a proxy-cache project on it.",
    list: ({ path, host, port }) => ({
      url: `https://${host}:${port}/api/v2.0/projects/${first(path)}/repositories?page_size=100`,
    }),
    pushAdvice: "A proxy-cache project of Harbor takes no push: name a normal project as push prefix.",
  },
  quay: {
    title: "Quay",
    hosts: /^quay\.io$/,
    proxies: "ask",
    proxyAdvice: "Only a self-hosted Quay has proxy organisations. On quay.io choose to copy the images.",
    list: catalog,
    pushAdvice: "Give the robot's team the creator role, or create the repositories first.",
  },
  nexus: {
    title: "Nexus",
    marks: (headers) => /^nexus\//i.test(headers.server ?? ""),
    proxies: "yes",
    proxyAdvice:
      "In Nexus make a docker (proxy) repository with the remote https://docker.sestek.com and the credentials that SESTEK issued, and put it into the group that is pulled from.",
    list: catalog,
    pushAdvice:
      "In Nexus only hosted repositories take a push, and a group only with a Pro licence: name the hosted one as push prefix.",
  },
  ghcr: {
    title: "GitHub Container Registry",
    hosts: /^ghcr\.io$/,
    proxies: "no",
    proxyAdvice: "GitHub's registry cannot proxy another registry. Choose to copy the images.",
    pushAdvice: "Use a classic personal access token with write:packages, and begin the prefix with the owner.",
  },
  ecr: {
    title: "Amazon ECR",
    hosts: /\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/,
    proxies: "no",
    proxyAdvice:
      "ECR's pull-through cache knows a fixed list of upstreams, without this one. Choose to copy the images.",
    list: catalog,
    pushAdvice: "In ECR the repository must exist before the push, unless a creation template allows create-on-push.",
  },
  acr: {
    title: "Azure ACR",
    hosts: /\.azurecr\.(io|cn|us)$/,
    proxies: "no",
    proxyAdvice: "ACR's artifact cache knows a fixed list of upstreams, without this one. Choose to copy the images.",
    list: catalog,
    pushAdvice: "Give the token content/write, or the principal AcrPush (in ABAC mode: Repository Writer).",
  },
  "gcr-gar": {
    title: "Google Artifact Registry",
    hosts: /(^|\.)gcr\.io$|-docker\.pkg\.dev$/,
    proxies: "ask",
    proxyAdvice:
      "Make a remote repository with the custom upstream https://docker.sestek.com, or choose to copy the images.",
    pushAdvice: "Give the service account roles/artifactregistry.writer.",
  },
  jfrog: {
    title: "JFrog Artifactory",
    marks: (headers) => "x-artifactory-id" in headers || /\/artifactory\/api\/docker\//.test(realm(headers)),
    hosts: /\.jfrog\.io$/,
    proxies: "yes",
    proxyAdvice:
      "In Artifactory make a remote Docker repository with the URL https://docker.sestek.com and the credentials that SESTEK issued.",
    list: ({ path, host, port }) => ({
      url: `https://${host}:${port}/artifactory/api/docker/${first(path)}/v2/_catalog?n=100`,
    }),
    pushAdvice:
      "In Artifactory a remote repository takes no push, and a virtual one only with a default deployment repository.",
  },
};

/** The product that the host or the first answer gives away; undefined when nothing does. */
export function recognised(host: string, headers: Readonly<Record<string, string>>): RegistryType | undefined {
  const entries = Object.entries(REGISTRY_KINDS) as [RegistryType, RegistryKind][];
  return (
    entries.find(([, kind]) => kind.hosts?.test(host))?.[0] ?? entries.find(([, kind]) => kind.marks?.(headers))?.[0]
  );
}
