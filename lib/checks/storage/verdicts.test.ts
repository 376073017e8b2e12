import { describe, expect, test } from "vitest";

import type { ClusterObject, ClusterScenario } from "@/lib/peers/kubernetes/scenario";
import { expectRow, having, look, type Row } from "@/test/look";

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
    [
      "another name fails, and says what there is",
      { answers: { "st.className": "gold" } },
      "fail",
      "not-found",
      /named gold\. It has these: fast\.$/,
    ],
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

describe("a class that is not there, beside those that are", () => {
  const gold = { "st.className": "gold" };
  const standard = {
    metadata: { name: "std", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  };
  test.each([
    ["the only one can be taken", classes(storageClass("fast", "x/y")), "fast", "fast"],
    [
      "the default one of several can be taken",
      classes(storageClass("fast", "x/y"), { ...storageClass("std", "x/z"), ...standard }),
      "fast, std",
      "std",
    ],
    [
      "none of several that are alike is proposed",
      classes(storageClass("a", "x/y"), storageClass("b", "x/z")),
      "a, b",
      undefined,
    ],
    ["none is proposed where there is none", classes(), "no such class", undefined],
  ])("%s", async (_title, cluster, found, value) => {
    const [judged] = await look("st-class-exists", { answers: gold, cluster });
    expect(judged).toMatchObject({ verdict: "fail", expected: "storage class gold exists", found });
    expect(judged?.suggests).toEqual(value ? { field: "st.className", value } : undefined);
  });
});

for (const [id, rows] of Object.entries(TABLE)) {
  describe(id, () => {
    for (const row of rows) test(row[0], () => expectRow(id, row));
  });
}
