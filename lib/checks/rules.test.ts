import { describe, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { EXPECTED_INFORMATION } from "@/lib/requirements/project";
import { expectRow, type Row } from "@/test/look";

const row = (component: string, ...owners: ["SESTEK" | "customer", "SESTEK" | "customer", "SESTEK" | "customer"]) => ({
  component,
  deployment: owners[0],
  versionUpdate: owners[1],
  support: owners[2],
});
const COMPLETE: Partial<Answers> = {
  "db.engine": "postgresql",
  "db.ip": "10.0.0.1",
  "db.port": 5432,
  "db.host": "pg.acme.test",
  "db.username": "knovvu",
  "reg.host": "reg.acme.test",
  "reg.username": "robot",
};
const SECRETS = ["k8s.kubeconfig", "db.password", "reg.password"] as const;

/** Rules that answers alone decide: no cluster is asked. */
const TABLE: Record<string, Row[]> = {
  "os-cve-rule": [
    [
      "an existing S3 service passes, whatever is scanned",
      { answers: { "os.strategy": "existing-s3", "project.cveScanning": "yes" } },
      "pass",
    ],
    [
      "MinIO without scanning is a warning",
      { answers: { "os.strategy": "minio", "project.cveScanning": "no" } },
      "warn",
    ],
    ["MinIO with scanning fails", { answers: { "os.strategy": "minio", "project.cveScanning": "yes" } }, "fail"],
    [
      "MinIO with an unknown answer could not be told",
      { answers: { "os.strategy": "minio", "project.cveScanning": "unknown" } },
      "could-not-tell",
      "answer-unknown",
    ],
  ],
  "os-strategy": [
    ["an existing S3 service passes", {}, "pass"],
    [
      "MinIO where no managed service exists passes",
      { answers: { "os.strategy": "minio", "os.hasManagedS3": "no" } },
      "pass",
    ],
    [
      "MinIO although a managed service exists is a warning",
      { answers: { "os.strategy": "minio", "os.hasManagedS3": "yes" } },
      "warn",
    ],
    [
      "MinIO on NFS is a warning",
      { answers: { "os.strategy": "minio", "os.hasManagedS3": "no", "st.nfsBacked": "yes" } },
      "warn",
    ],
    [
      "an unknown answer could not be told",
      { answers: { "os.strategy": "minio", "os.hasManagedS3": "unknown" } },
      "could-not-tell",
    ],
  ],
  "prj-products": [
    ["products and every question answered pass", {}, "pass"],
    ["no product fails", { answers: { "project.products": [] } }, "fail", "answer-missing"],
    ["an unknown answer could not be told", { answers: { "rec.used": "unknown" } }, "could-not-tell", "answer-unknown"],
  ],
  "prj-third-party-support": [
    [
      "who deploys also supports: pass",
      {
        answers: {
          "resp.matrix": [
            row("Redis", "SESTEK", "SESTEK", "SESTEK"),
            row("Database", "customer", "customer", "customer"),
          ],
        },
      },
      "pass",
    ],
    [
      "an exception is a warning",
      { answers: { "resp.matrix": [row("Redis", "SESTEK", "SESTEK", "customer")] } },
      "warn",
    ],
    ["an empty matrix could not be told", {}, "could-not-tell", "answer-missing"],
  ],
  "prj-information": [
    [`all ${EXPECTED_INFORMATION.length} items pass`, { answers: COMPLETE, secrets: [...SECRETS] }, "pass"],
    [
      "without a DNS name of the database it is a warning",
      { answers: { ...COMPLETE, "db.host": undefined as never }, secrets: [...SECRETS] },
      "warn",
    ],
    ["missing items long before the start could not be told", {}, "could-not-tell", "answer-missing"],
    [
      "missing items ten days before the start fail",
      { answers: { "project.installStart": "2027-01-11" }, today: "2027-01-01" },
      "fail",
      "answer-missing",
    ],
  ],
};

for (const [id, rows] of Object.entries(TABLE)) {
  describe(id, () => {
    for (const one of rows) test(one[0], () => expectRow(id, one));
  });
}
