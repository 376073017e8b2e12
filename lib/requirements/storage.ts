import { group, source } from "./build";
import { unless } from "./conditions";
import { ALIVE, INSIDE } from "./order";

const VOLUMES = "Persistent Volumes";

const NFS = "NFS Export Policy Configuration";
const noDynamic = unless("st.provisioning", (value) => value === "manual", "Volumes are created by hand.");

/** Storage: volumes, classes, access modes and NFS. */
export const storage = group("storage", [
  {
    id: "st-pv-support",
    severity: "blocker",
    statement: "Persistent volumes are available in the cluster",
    why: "The products keep their data on persistent volumes.",
    source: source(VOLUMES, "S94"),
    vantages: ["app"],
    whoActs: "k8s",
    fields: ["st.provisioning", "st.className"],
    needs: ["k8s.kubeconfig"],
    after: ALIVE,
    remedy: {
      summary: "Install a storage driver with a storage class, or prepare the agreed volumes by hand.",
      command: "kubectl get storageclass",
    },
  },
  {
    id: "st-class-exists",
    severity: "blocker",
    statement: "The named storage class exists",
    why: "Claims for an unknown class stay pending for ever.",
    source: source("Information expected from customer", "S211"),
    vantages: ["app"],
    whoActs: "k8s",
    applies: noDynamic,
    fields: ["st.className", "st.provisioning"],
    needs: ["k8s.kubeconfig", "st.className"],
    after: ALIVE,
    remedy: { summary: "Correct the name, or create the class.", command: "kubectl get storageclass" },
  },
  {
    id: "st-pvc-permission",
    severity: "blocker",
    statement: "Volumes can be requested in every namespace",
    why: "The products request their volumes themselves.",
    source: source(VOLUMES, "S94"),
    vantages: ["app"],
    whoActs: "k8s",
    fields: ["st.className", "st.accessMode", "ns.list"],
    needs: ["k8s.kubeconfig", "ns.list"],
    after: INSIDE,
    remedy: {
      summary: "Bind the ClusterRole admin in every namespace, and raise a storage quota that refuses claims.",
      command: "kubectl apply -f namespace-admin.yaml",
      artefact: "A3",
    },
  },
  {
    id: "st-dynamic-live",
    severity: "blocker",
    statement: "A volume is really provisioned, written and removed",
    why: "A class that exists may still fail to make volumes.",
    source: source(VOLUMES, "S94"),
    vantages: ["cluster"],
    whoActs: "k8s",
    applies: (facts) => {
      const dynamic = noDynamic(facts);
      if (!dynamic.applies) return dynamic;
      return facts.answers["k8s.probeAllowed"] === "no"
        ? { applies: false, because: "Probe pods are not allowed in this cluster.", field: "k8s.probeAllowed" }
        : { applies: true };
    },
    fields: ["st.className", "st.accessMode", "k8s.probeImage"],
    remedy: "Look at the events of the pending claim; they name what the driver misses.",
    consent: { by: "cluster", writes: "Creates a volume claim of 1Gi and a pod that writes to it, and removes both." },
  },
  {
    id: "st-manual-plan",
    severity: "blocker",
    statement: "The volumes made by hand are agreed and prepared",
    why: "Each missing volume stops the installation until somebody creates it.",
    source: source(VOLUMES, "S94"),
    vantages: ["person", "app"],
    whoActs: "k8s",
    applies: unless("st.provisioning", (value) => value === "dynamic", "Volumes are provisioned dynamically."),
    fields: ["st.manualPlan", "ns.sizing", "st.provisioning"],
    remedy: "Agree on the list of volumes with SESTEK and create them.",
    attestation: {
      statement: "The list of requested volumes was sent, agreed, and the volumes exist.",
      by: "manager",
      expiresInDays: 30,
    },
  },
  {
    id: "st-access-mode",
    severity: "warning",
    statement: "Volumes are used ReadWriteOnce",
    why: "ReadWriteOnce is faster to deploy and to run; ReadWriteMany is supported.",
    source: source("Persistent Volume Access Mode", "S98"),
    vantages: ["app", "person"],
    whoActs: "k8s",
    fields: ["st.accessMode", "st.className"],
    needs: ["st.accessMode", "k8s.kubeconfig"],
    after: ALIVE,
    remedy: "Choose ReadWriteOnce, unless SESTEK asked for ReadWriteMany on a class that can do it.",
    attestation: { statement: "The chosen access mode was agreed with SESTEK.", by: "either", expiresInDays: 30 },
  },
  {
    id: "st-nfs-detect",
    severity: "info",
    statement: "Whether the volumes are NFS-backed is known",
    why: "NFS exports need their own settings, and are slower.",
    source: source(NFS, "S102"),
    vantages: ["app", "cluster"],
    whoActs: "k8s",
    fields: ["st.nfsBacked", "st.className"],
    needs: ["k8s.kubeconfig", "st.className"],
    after: ALIVE,
    remedy: "Correct the answer; what was seen counts.",
  },
  {
    id: "st-nfs-squash",
    severity: "blocker",
    statement: "The NFS export does not squash all users",
    why: "With all_squash every file belongs to nobody, and the products meet permission errors.",
    source: source(NFS, "S102"),
    vantages: ["cluster", "person"],
    whoActs: "k8s",
    applies: unless("st.nfsBacked", (value) => value === "no", "The volumes are not NFS-backed."),
    fields: ["st.nfsExport", "st.nfsBacked"],
    remedy: {
      summary: "Remove all_squash (map all users) from the export and export it again.",
      command: "exportfs -ra && exportfs -v",
      artefact: "A9",
    },
    attestation: {
      statement: "The export used for Knovvu volumes has no all_squash and maps user and group ids as they are.",
      by: "customer",
      expiresInDays: 30,
    },
    consent: { by: "cluster", writes: "Creates a pod that writes two small files to the volume, and removes them." },
  },
]);
