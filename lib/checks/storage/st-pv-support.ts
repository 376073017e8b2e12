import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck } from "@/lib/checks/define-check";
import { listPersistentVolumes } from "@/lib/checks/facts/persistent-volumes";
import { listStorageClasses, type StorageClassFacts } from "@/lib/checks/facts/storage-classes";

const STATIC = "kubernetes.io/no-provisioner";
const ONE_NODE = /(^|[/.])(local-path|hostpath|host-path)/i;

/** Data of these classes lives on one node's disk, or nothing provisions it. */
function bindsToOneNode(storageClass: StorageClassFacts): boolean {
  return storageClass.provisioner === STATIC || ONE_NODE.test(storageClass.provisioner);
}

/** Persistent volumes are available in the cluster (S94). */
export const stPvSupport = defineCheck({
  id: "st-pv-support",
  needs: ["kubernetes"],
  run: async ({ probes, answers }) => ({
    classes: await listStorageClasses(probes.kubernetes),
    volumes: answers["st.provisioning"] === "manual" ? await listPersistentVolumes(probes.kubernetes) : undefined,
  }),
  verdict({ classes, volumes }, { answers }) {
    const target = "storage classes";
    const expected =
      "at least one storage class that provisions volumes, or enough available volumes for the agreed plan";
    const wanted = (answers["ns.sizing"] ?? []).reduce((sum, row) => sum + (row.pvcCount ?? 0), 0) || 1;
    const available = volumes?.ok ? volumes.items.filter((volume) => volume.phase === "Available").length : 0;
    if (volumes?.ok && available >= wanted) {
      const message = `${available} persistent volumes are available; the plan needs ${wanted}.`;
      return [{ target: "persistent volumes", verdict: "pass", reasonCode: "ok", message, expected, found: message }];
    }
    if (!classes.ok) return [apiTrouble(classes.answer, { target, verb: "list", resource: "storageclasses" })];
    const names = classes.items.map((item) => `${item.name} (${item.provisioner})`);
    const evidence = { classes: names, availableVolumes: volumes?.ok ? available : undefined };
    if (classes.items.length === 0) {
      const message = "The cluster has no storage class, and no prepared volume was found that could serve instead.";
      return [{ target, verdict: "fail", reasonCode: "not-found", message, expected, found: "none", evidence }];
    }
    const found = names.join(", ");
    if (classes.items.every(bindsToOneNode)) {
      const message = `The only classes are ${found}: their data stays on one node and is lost with it.`;
      return [{ target, verdict: "warn", reasonCode: "unsupported", message, expected, found, evidence }];
    }
    const message = `The cluster offers ${classes.items.length === 1 ? "one storage class" : `${classes.items.length} storage classes`}: ${found}.`;
    return [{ target, verdict: "pass", reasonCode: "ok", message, expected, found, evidence }];
  },
});
