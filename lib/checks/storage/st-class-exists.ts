import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import { readStorageClass } from "@/lib/checks/facts/storage-classes";

const MOST_NAMES = 10;
const EXAMPLE = "my-storage-class";
/** Provisioners that were built into Kubernetes and have been removed or replaced by drivers. */
const IN_TREE =
  /^kubernetes\.io\/(aws-ebs|azure-disk|azure-file|gce-pd|cinder|vsphere-volume|rbd|cephfs|glusterfs|portworx-volume|storageos|scaleio|quobyte)$/;

/** The storage class that the customer named exists (S211). */
export const stClassExists = defineCheck({
  id: "st-class-exists",
  needs: ["kubernetes"],
  run: ({ probes, answers }) => readStorageClass(probes.kubernetes, answers["st.className"] ?? ""),
  verdict(seen, { answers }) {
    const name = answers["st.className"] ?? "";
    const target = name;
    const expected = `storage class ${name} exists`;
    if (!seen.ok) {
      if (seen.answer.ok && seen.answer.status === 404) {
        const hint = name === EXAMPLE ? " The answer is still the example from the form." : "";
        const names = seen.others.map((one) => one.name);
        const there = names.length > 0 ? ` It has these: ${names.slice(0, MOST_NAMES).join(", ")}.` : "";
        const message = `The cluster has no storage class named ${name}.${hint}${there}`;
        const likely = seen.others.length === 1 ? seen.others[0] : seen.others.find((one) => one.isDefault);
        return [
          {
            target,
            verdict: "fail",
            reasonCode: "not-found",
            message,
            expected,
            found: names.join(", ") || "no such class",
            ...(likely ? { suggests: { field: "st.className" as const, value: likely.name } } : {}),
          },
        ];
      }
      return [apiTrouble(seen.answer, { target, verb: "get", resource: "storageclasses" })];
    }
    const { item } = seen;
    const notes: string[] = [];
    if (item.reclaimPolicy === "Delete")
      notes.push("its volumes are deleted together with their claims (reclaimPolicy Delete)");
    if (!item.allowVolumeExpansion) notes.push("its volumes cannot grow (allowVolumeExpansion is off)");
    if (IN_TREE.test(item.provisioner))
      notes.push(`its provisioner ${item.provisioner} was built into Kubernetes and is deprecated`);
    const found = `${name}: ${item.provisioner}, ${item.reclaimPolicy}, ${item.volumeBindingMode}`;
    const seenFacts: Judgement = {
      target,
      verdict: notes.length > 0 ? "warn" : "pass",
      reasonCode: notes.length > 0 ? "unsupported" : "ok",
      message:
        notes.length > 0 ? `Storage class ${name} exists, but ${notes.join("; ")}.` : `Storage class ${name} exists.`,
      expected,
      found,
      evidence: { ...item },
    };
    return [seenFacts];
  },
});
