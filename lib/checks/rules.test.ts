import { describe, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import { EXPECTED_INFORMATION } from "@/lib/requirements/project";
import type { MatrixWords } from "@/lib/requirements/types";
import { expectRow, type Row } from "@/test/look";

import { checks } from "./registry";

const row = (component: string, ...owners: ["SESTEK" | "customer", "SESTEK" | "customer", "SESTEK" | "customer"]) => ({
  component,
  deployment: owners[0],
  versionUpdate: owners[1],
  support: owners[2],
});
const MATRIX = DEFAULT_POLICY.matrix.map(({ component }) => row(component, "SESTEK", "SESTEK", "SESTEK"));
const AGREED: Partial<Answers> = {
  "resp.matrix": MATRIX,
  "resp.agreedOn": "2026-12-10",
  "resp.file": { name: "SOW.txt", text: "signed" },
  "project.installStart": "2027-01-11",
};
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
  "prj-matrix": [
    ["complete, dated, with its file: pass", { answers: AGREED }, "pass"],
    ["an empty matrix is a draft", {}, "could-not-tell", "answer-missing"],
    [
      "a cell without an owner is a draft",
      { answers: { ...AGREED, "resp.matrix": [{ component: "Redis" }, ...MATRIX.slice(1)] } },
      "could-not-tell",
      "answer-missing",
    ],
    [
      "a component that no row names is a draft",
      { answers: { ...AGREED, "resp.matrix": MATRIX.slice(1) } },
      "could-not-tell",
    ],
    [
      "open cells on the first day of the installation fail",
      {
        answers: { ...AGREED, "resp.matrix": MATRIX.slice(1), "project.installStart": "2027-01-11" },
        today: "2027-01-11",
      },
      "fail",
      "answer-missing",
    ],
    [
      "complete and not agreed could not be told",
      { answers: { "resp.matrix": MATRIX } },
      "could-not-tell",
      "answer-missing",
    ],
    [
      "agreed without its file could not be told",
      { answers: { ...AGREED, "resp.file": undefined as never } },
      "could-not-tell",
      "answer-missing",
    ],
    [
      "agreed after the start is a warning",
      { answers: { ...AGREED, "project.installStart": "2026-12-01" } },
      "warn",
      "answer-mismatch",
    ],
    [
      "MinIO, whose object storage is left to the customer, is a warning",
      {
        answers: {
          ...AGREED,
          "os.strategy": "minio",
          "resp.matrix": [
            row("S3 / MinIO", "customer", "customer", "customer"),
            ...MATRIX.filter(({ component }) => component !== "S3 / MinIO"),
          ],
        },
      },
      "warn",
      "answer-mismatch",
    ],
    [
      "an Elastic Stack that SESTEK does not deploy is a warning",
      {
        answers: {
          ...AGREED,
          "resp.matrix": MATRIX.map((one) =>
            one.component.startsWith("Elastic") ? { ...one, deployment: "customer" as const } : one,
          ),
        },
      },
      "warn",
      "answer-mismatch",
    ],
  ],
  "prj-third-party-support": [
    [
      "a cell without an owner is a draft",
      { answers: { "resp.matrix": [{ component: "Redis", deployment: "SESTEK" }] } },
      "could-not-tell",
      "answer-missing",
    ],
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
    [
      "secrets that stay with the customer and that a look from there logged in with are delivered",
      { answers: COMPLETE, secrets: [], provedElsewhere: [...SECRETS] },
      "pass",
    ],
    [
      "a secret that stays with the customer and that nobody logged in with is missing",
      { answers: COMPLETE, secrets: [], provedElsewhere: ["k8s.kubeconfig", "reg.password"] },
      "could-not-tell",
      "answer-missing",
      /^Still missing: Password\.$/,
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

describe("prj-matrix, with the words of both sides", () => {
  const judged = (matrixWords: MatrixWords, answers: Partial<Answers> = {}) => {
    const facts = {
      answers: { ...AGREED, "resp.agreedOn": undefined as never, ...answers },
      secretsSet: new Set<never>(),
      policy: DEFAULT_POLICY,
      today: "2026-12-12",
      matrixWords,
    };
    const context = { answers: facts.answers, facts, consented: false, now: new Date() };
    return checks.get("prj-matrix")?.verdict(undefined, context)[0];
  };
  const jane = { person: "Jane", on: "2026-12-09" };
  const sam = { person: "Sam", on: "2026-12-11" };

  test("of both it is dated by the later one", () => {
    expect(judged({ customer: jane, sestek: sam, void: [] })).toMatchObject({ verdict: "pass" });
    expect(judged({ customer: jane, sestek: sam, void: [] })?.message).toContain("2026-12-11");
  });

  test("of one alone it waits for the other, by name of the side", () => {
    expect(judged({ customer: jane, void: [] })).toMatchObject({
      verdict: "could-not-tell",
      message: "The matrix is complete. SESTEK has not agreed to it yet.",
    });
  });

  test("that a later edit made void, it is no longer agreed, whatever date was typed", () => {
    expect(judged({ void: [jane] }, { "resp.agreedOn": "2026-12-09" })).toMatchObject({
      verdict: "could-not-tell",
      message: "The matrix was changed after Jane agreed to it on 2026-12-09. Both sides agree again.",
    });
  });
});
