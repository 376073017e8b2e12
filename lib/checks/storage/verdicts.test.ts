import { describe, test } from "vitest";

import type { ClusterObject, ClusterScenario } from "@/lib/peers/kubernetes/scenario";
import { expectRow, having, type Row } from "@/test/look";

const storageClass = (name: string, provisioner: string, rest: object = {}): ClusterObject => ({
  metadata: { name },
  provisioner,
  reclaimPolicy: "Retain",
  allowVolumeExpansion: true,
  volumeBindingMode: "WaitForFirstConsumer",
  ...rest,
});
const classes = (...list: ClusterObject[]) => having("/apis/storage.k8s.io/v1/storageclasses", list);
const noClaims = (healthy: ClusterScenario): ClusterScenario => ({
  ...healthy,
  grants: healthy.grants.map((grant) => ({
    ...grant,
    rules: grant.rules.map((rule) => ({
      ...rule,
      resources: rule.resources.filter((name) => name !== "persistentvolumeclaims"),
    })),
  })),
});

const TABLE: Record<string, Row[]> = {
  "st-pv-support": [
    ["a storage class passes", {}, "pass"],
    ["neither a class nor a volume fails", { cluster: classes() }, "fail"],
  ],
  "st-class-exists": [
    ["the named class passes", {}, "pass"],
    ["another name fails, and says what there is", { answers: { "st.className": "gold" } }, "fail", "not-found"],
  ],
  "st-pvc-permission": [
    ["claims that are admitted pass", {}, "pass"],
    ["no right to make claims fails", { cluster: noClaims }, "fail"],
  ],
  "st-access-mode": [
    ["ReadWriteOnce passes", {}, "pass"],
    [
      "ReadWriteMany on a file system is a warning",
      {
        answers: { "st.accessMode": "RWX", "st.className": "files" },
        cluster: classes(storageClass("files", "efs.csi.aws.com")),
      },
      "warn",
    ],
    ["ReadWriteMany on block devices fails", { answers: { "st.accessMode": "RWX" } }, "fail"],
  ],
  "st-nfs-detect": [
    [
      "a class that is not there tells nothing of its volumes",
      { answers: { "st.nfsBacked": "no", "st.className": "nowhere" } },
      "could-not-tell",
      "not-found",
      /^The cluster has no storage class named nowhere/,
    ],
    [
      "NFS that was stated passes",
      {
        answers: { "st.nfsBacked": "yes", "st.className": "files" },
        cluster: classes(storageClass("files", "nfs.csi.k8s.io")),
      },
      "pass",
    ],
    [
      "NFS that was denied is a warning",
      {
        answers: { "st.nfsBacked": "no", "st.className": "files" },
        cluster: classes(storageClass("files", "nfs.csi.k8s.io")),
      },
      "warn",
    ],
    ["a driver that does not say it could not be told", { answers: { "st.nfsBacked": "no" } }, "could-not-tell"],
  ],
};

for (const [id, rows] of Object.entries(TABLE)) {
  describe(id, () => {
    for (const row of rows) test(row[0], () => expectRow(id, row));
  });
}
