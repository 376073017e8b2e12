import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck } from "@/lib/checks/define-check";
import { readStorageClass, type StorageClassFacts } from "@/lib/checks/facts/storage-classes";

const NFS =
  /nfs-subdir-external-provisioner|\/nfs-client-provisioner$|^fuseim\.pri\/ifs$|^nfs\.csi\.k8s\.io$|^efs\.csi\.aws\.com$|^fss\.csi\.oraclecloud\.com$|^filestore\.csi\.storage\.gke\.io$|^csi-isilon\.dellemc\.com$/;

type Signal = { kind: "nfs" | "smb" | "unknown"; sign: string };

/** What the provisioner's name and parameters say. Names are free text: no match proves nothing. */
export function nfsSignal(storageClass: StorageClassFacts): Signal {
  const { provisioner, parameters } = storageClass;
  if (NFS.test(provisioner)) return { kind: "nfs", sign: provisioner };
  const backend = parameters.backendType ?? "";
  if (provisioner === "csi.trident.netapp.io" && backend.startsWith("ontap-nas"))
    return { kind: "nfs", sign: `${provisioner} with ${backend}` };
  if (provisioner === "file.csi.azure.com") {
    return parameters.protocol === "nfs"
      ? { kind: "nfs", sign: `${provisioner} with protocol nfs` }
      : { kind: "smb", sign: provisioner };
  }
  if (/(^|\.)(smb|cifs)\./.test(provisioner)) return { kind: "smb", sign: provisioner };
  return { kind: "unknown", sign: provisioner };
}

/** Whether the volumes are NFS-backed, as stated (S102). The probe pod's mount type decides when there is one. */
export const stNfsDetect = defineCheck({
  id: "st-nfs-detect",
  needs: ["kubernetes"],
  run: ({ probes, answers }) => readStorageClass(probes.kubernetes, answers["st.className"] ?? ""),
  verdict(seen, { answers }) {
    const target = answers["st.className"] ?? "storage class";
    const stated = answers["st.nfsBacked"];
    const expected = `NFS-backed: ${stated ?? "not answered"}`;
    if (!seen.ok && seen.answer.ok && seen.answer.status === 404) {
      const message = `The cluster has no storage class named ${target}, so nothing tells whether its volumes are NFS-backed. Name one that is there, or create it.`;
      return [
        { target, expected, found: "no such class", verdict: "could-not-tell", reasonCode: "not-found", message },
      ];
    }
    if (!seen.ok) return [apiTrouble(seen.answer, { target, verb: "get", resource: "storageclasses" })];
    const signal = nfsSignal(seen.item);
    const evidence = { provisioner: seen.item.provisioner, signal: signal.kind };
    const found = `${signal.sign}: ${signal.kind === "unknown" ? "no sign of NFS in its name" : signal.kind.toUpperCase()}`;
    const base = { target, expected, found, evidence };
    if (signal.kind === "smb") {
      const message = `${signal.sign} mounts SMB shares: owners are fixed by the mount, with the same symptoms as a squashed NFS export.`;
      return [{ ...base, verdict: "warn", reasonCode: "unsupported", message }];
    }
    if (signal.kind === "unknown") {
      const message = `The name ${signal.sign} does not tell whether the volumes are NFS-backed; only a mounted volume can.`;
      return [{ ...base, verdict: "could-not-tell", reasonCode: "unsupported", message }];
    }
    if (stated === "yes")
      return [
        {
          ...base,
          verdict: "pass",
          reasonCode: "ok",
          message: `The volumes are NFS-backed, as answered (${signal.sign}).`,
        },
      ];
    const said = stated === "no" ? "the answer says they are not" : "the answer does not say so";
    const message = `The volumes are NFS-backed (${signal.sign}), but ${said}. What was seen counts.`;
    return [
      {
        ...base,
        verdict: "warn",
        reasonCode: "answer-mismatch",
        message,
        suggests: { field: "st.nfsBacked", value: "yes" },
      },
    ];
  },
});
