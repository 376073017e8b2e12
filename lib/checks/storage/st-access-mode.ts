import { defineCheck } from "@/lib/checks/define-check";
import { readStorageClass } from "@/lib/checks/facts/storage-classes";

/** Drivers of block devices: one node at a time in Filesystem mode. */
export const BLOCK =
  /^(ebs\.csi\.aws\.com|kubernetes\.io\/aws-ebs|disk\.csi\.azure\.com|kubernetes\.io\/azure-disk|pd\.csi\.storage\.gke\.io|kubernetes\.io\/gce-pd|.*rbd\.csi\.ceph\.com|kubernetes\.io\/rbd|csi\.vsphere\.vmware\.com|kubernetes\.io\/vsphere-volume|cinder\.csi\.openstack\.org|kubernetes\.io\/cinder|blockvolume\.csi\.oraclecloud\.com)$/;

/** Volumes are used ReadWriteOnce (S98; the text's RWM is read as ReadWriteMany, D15). */
export const stAccessMode = defineCheck({
  id: "st-access-mode",
  needs: ["kubernetes"],
  run: ({ probes, answers }) =>
    answers["st.accessMode"] === "RWX" && answers["st.className"]
      ? readStorageClass(probes.kubernetes, answers["st.className"])
      : Promise.resolve(undefined),
  verdict(seen, { answers }) {
    const target = "access mode";
    const expected = "ReadWriteOnce (RWO)";
    if (answers["st.accessMode"] === "RWO") {
      return [
        { target, verdict: "pass", reasonCode: "ok", message: "ReadWriteOnce was chosen.", expected, found: "RWO" },
      ];
    }
    const provisioner = seen?.ok ? seen.item.provisioner : undefined;
    const evidence = { provisioner };
    if (provisioner && BLOCK.test(provisioner)) {
      const message = `ReadWriteMany was chosen, but ${provisioner} attaches block devices to one node at a time: the volumes would stay pending.`;
      return [
        {
          target,
          verdict: "fail",
          reasonCode: "unsupported",
          message,
          expected,
          found: `RWX on ${provisioner}`,
          evidence,
        },
      ];
    }
    const message = "ReadWriteMany was chosen: it is supported, but slower than the recommended ReadWriteOnce.";
    return [{ target, verdict: "warn", reasonCode: "answer-mismatch", message, expected, found: "RWX", evidence }];
  },
});
