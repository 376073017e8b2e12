import type { Answers } from "@/lib/intake/answers";
import { DEPLOYER, healthyCluster, limitRange, NAMESPACES, quota } from "@/lib/peers/kubernetes/healthy";
import type { ClusterObject, ClusterScenario } from "@/lib/peers/kubernetes/scenario";

import type { PracticeMistake } from "./mistakes";

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const DAY_MS = 86_400_000;

/** The practice credential: public, and good for nothing but a practice cluster. Ends in 2040. */
export const PRACTICE_TOKEN = `${encode({ alg: "none" })}.${encode({ sub: DEPLOYER, iat: 1_700_000_000, exp: 2_208_988_800 })}.practice`;

const [COMMON, CORE, VA] = NAMESPACES;

function change(
  objects: Record<string, readonly ClusterObject[]>,
  path: string,
  items: readonly ClusterObject[],
): void {
  objects[path] = items;
}

/** The practice cluster with the mistakes that are left in it. */
export function practiceScenario(mistakes: readonly PracticeMistake[]): ClusterScenario {
  const has = (id: PracticeMistake) => mistakes.includes(id);
  const healthy = healthyCluster({ token: PRACTICE_TOKEN });
  const objects = { ...healthy.objects };
  const storage = {
    provisioner: "csi.vsphere.vmware.com",
    reclaimPolicy: "Retain",
    allowVolumeExpansion: true,
    volumeBindingMode: "WaitForFirstConsumer",
  };
  change(objects, "/apis/storage.k8s.io/v1/storageclasses", [
    { metadata: { name: has("storage-class-name") ? "standard" : "fast-block" }, ...storage },
  ]);
  if (has("network-policy"))
    change(objects, `/apis/networking.k8s.io/v1/namespaces/${CORE}/networkpolicies`, [
      { metadata: { name: "deny-all", namespace: CORE }, spec: { podSelector: {}, policyTypes: ["Ingress"] } },
    ]);
  if (has("limitrange-too-small")) change(objects, `/api/v1/namespaces/${VA}/limitranges`, [limitRange("4", "8Gi")]);
  if (has("quota-too-small"))
    change(objects, `/api/v1/namespaces/${CORE}/resourcequotas`, [
      quota({ "requests.cpu": "8", "requests.memory": "80Gi" }),
    ]);
  const grants = healthy.grants.filter(
    ({ namespace, rules }) =>
      !(has("endpointslice-rights") && namespace === VA && rules[0]?.apiGroups.includes("discovery.k8s.io")),
  );
  return { ...healthy, objects, grants };
}

/** An intake that fits the practice cluster; dates count from `now`. */
export function practiceAnswers(now: Date): Answers {
  const day = (ahead: number) => new Date(now.getTime() + ahead * DAY_MS).toISOString().slice(0, 10);
  return {
    "project.products": ["CORE", "VA"],
    "project.installStart": day(42),
    "project.installEnd": day(53),
    "project.cveScanning": "yes",
    "k8s.distribution": "vanilla",
    "k8s.engineVersion": "1.34.4",
    "k8s.apiReachableFrom": "app",
    "k8s.managingUsers": [{ kind: "ServiceAccount", name: "knovvu-deployer", ns: COMMON }],
    "k8s.probeAllowed": "no",
    "ns.list": [
      { name: COMMON, role: "common" },
      { name: CORE, role: "core" },
      { name: VA, role: "va" },
    ],
    "ns.sizing": NAMESPACES.map((name) => ({
      name,
      requestsCpu: "10",
      requestsMemory: "40Gi",
      storage: "100Gi",
      pvcCount: 4,
      pods: 20,
    })),
    "st.className": "fast-block",
    "st.provisioning": "dynamic",
    "st.accessMode": "RWO",
    "st.nfsBacked": "no",
    "net.baseDomain": "knovvu.practice-bank.test",
    "net.baseDomainConfirmed": "yes",
    "net.ingressController": "contour",
    "net.ingressClass": "contour",
    "net.tlsAt": "ingress",
    "net.serviceMesh": { present: "no" },
    "net.networkPolicies": { present: "yes", text: "default deny between namespaces" },
    "os.strategy": "existing-s3",
    "os.hasManagedS3": "yes",
    "obs.promOperator": "no",
    "obs.logForward": "none",
    "obs.tracing": "default-elastic-apm",
    "rec.used": "no",
    "sr.separate": "no",
    "lic.installed": "no",
  };
}
