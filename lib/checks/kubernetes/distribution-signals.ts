import type { NodeFacts } from "@/lib/checks/facts/nodes";
import type { Distribution } from "@/lib/intake/answers";

/** What can be seen of a cluster from outside: the material of recognition. */
export interface Appearance {
  groups: readonly string[];
  gitVersion: string;
  /** URL of the API server, path included. */
  server: string;
  nodes: readonly Pick<NodeFacts, "labelKeys" | "providerId">[];
  provisioners: readonly string[];
}

export interface Recognised {
  base: Distribution;
  /** Rancher or Anthos may sit on top of another base. */
  manager?: Distribution;
  signals: string[];
}

interface Marker {
  distribution: Distribution;
  sign: string;
  /** Another vendor's definitions may be installed anywhere: such a sign alone proves nothing. */
  weak?: boolean;
  holds: (look: Look) => boolean;
}
interface Look extends Appearance {
  host: string;
  path: string;
}

const suffix = (look: Look, text: string) => look.gitVersion.includes(text);
const group = (look: Look, name: string) => look.groups.includes(name);
const label = (look: Look, prefix: string) =>
  look.nodes.some((node) => node.labelKeys.some((key) => key.startsWith(prefix)));
const provider = (look: Look, prefix: string) => look.nodes.some((node) => node.providerId.startsWith(prefix));

/** In the order of the catalogue (k8s-distribution): the first base with a strong sign wins. */
const BASES: readonly Marker[] = [
  { distribution: "openshift", sign: "API group config.openshift.io", holds: (l) => group(l, "config.openshift.io") },
  { distribution: "openshift", sign: "API group route.openshift.io", holds: (l) => group(l, "route.openshift.io") },
  { distribution: "eks", sign: "host *.eks.amazonaws.com", holds: (l) => /\.eks\.amazonaws\.com(\.cn)?$/.test(l.host) },
  { distribution: "eks", sign: "version suffix -eks-", holds: (l) => suffix(l, "-eks-") },
  {
    distribution: "eks",
    sign: "API group vpcresources.k8s.aws",
    weak: true,
    holds: (l) => group(l, "vpcresources.k8s.aws"),
  },
  { distribution: "eks", sign: "node label eks.amazonaws.com/", holds: (l) => label(l, "eks.amazonaws.com/") },
  { distribution: "aks", sign: "host *.azmk8s.io", holds: (l) => /\.azmk8s\.io$/.test(l.host) },
  { distribution: "aks", sign: "node label kubernetes.azure.com/", holds: (l) => label(l, "kubernetes.azure.com/") },
  { distribution: "aks", sign: "provider id azure://", holds: (l) => provider(l, "azure://") },
  { distribution: "gke", sign: "version suffix -gke.", holds: (l) => suffix(l, "-gke.") },
  { distribution: "gke", sign: "host *.gke.goog", holds: (l) => /\.gke\.goog$/.test(l.host) },
  {
    distribution: "gke",
    sign: "node label cloud.google.com/gke-nodepool",
    holds: (l) => label(l, "cloud.google.com/gke-nodepool"),
  },
  { distribution: "gke", sign: "provider id gce://", holds: (l) => provider(l, "gce://") },
  { distribution: "rancher", sign: "version suffix +rke2r", holds: (l) => suffix(l, "+rke2r") },
  { distribution: "rancher", sign: "version suffix +k3s", holds: (l) => suffix(l, "+k3s") },
  { distribution: "oke", sign: "host *.oraclecloud.com", holds: (l) => /\.oraclecloud\.com$/.test(l.host) },
  { distribution: "oke", sign: "node label oci.oraclecloud.com/", holds: (l) => label(l, "oci.oraclecloud.com/") },
  { distribution: "oke", sign: "provider id ocid1.instance.", holds: (l) => provider(l, "ocid1.instance.") },
  {
    distribution: "oke",
    sign: "provisioner *.csi.oraclecloud.com",
    holds: (l) => l.provisioners.some((name) => name.endsWith(".csi.oraclecloud.com")),
  },
];
const MANAGERS: readonly Marker[] = [
  {
    distribution: "anthos",
    sign: "API group baremetal.cluster.gke.io",
    holds: (l) => group(l, "baremetal.cluster.gke.io"),
  },
  { distribution: "anthos", sign: "API group onprem.cluster.gke.io", holds: (l) => group(l, "onprem.cluster.gke.io") },
  {
    distribution: "anthos",
    sign: "server at connectgateway.googleapis.com",
    holds: (l) => /connectgateway\.googleapis\.com$/.test(l.host),
  },
  { distribution: "rancher", sign: "server path /k8s/clusters/", holds: (l) => l.path.includes("/k8s/clusters/") },
  {
    distribution: "rancher",
    sign: "API group *.cattle.io",
    weak: true,
    holds: (l) => l.groups.some((name) => name.endsWith(".cattle.io")),
  },
];

/** Recognises base and manager from real markers; without any, the base is vanilla. */
export function recognise(appearance: Appearance): Recognised {
  const url = new URL(appearance.server);
  const look: Look = { ...appearance, host: url.hostname, path: url.pathname };
  const bases = BASES.filter((marker) => marker.holds(look));
  const managers = MANAGERS.filter((marker) => marker.holds(look));
  const base = (bases.find((marker) => !marker.weak) ?? bases[0])?.distribution;
  const managed = (managers.find((marker) => !marker.weak) ?? managers[0])?.distribution;
  const signals = [...bases, ...managers].map((marker) => marker.sign);
  if (!base) return { base: managed ?? "vanilla", signals };
  return { base, ...(managed && managed !== base ? { manager: managed } : {}), signals };
}
