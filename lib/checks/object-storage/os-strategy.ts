import { defineRule, type Judgement } from "@/lib/checks/define-check";

/** A managed S3 service is used where one exists (S174). */
export const osStrategy = defineRule({
  id: "os-strategy",
  verdict({ answers }): Judgement[] {
    const target = "object storage";
    const expected = "an existing S3 service where there is one";
    const { "os.strategy": strategy, "os.hasManagedS3": managed, "st.nfsBacked": nfs } = answers;
    const base = {
      target,
      expected,
      found: `${strategy ?? "not chosen"}, managed service: ${managed ?? "not answered"}`,
    };
    if (strategy === "existing-s3")
      return [{ ...base, verdict: "pass", reasonCode: "ok", message: "An existing S3 service is used." }];
    if (strategy === undefined)
      return [
        {
          ...base,
          verdict: "could-not-tell",
          reasonCode: "answer-missing",
          message: "The object storage is not chosen yet.",
        },
      ];
    if (managed === "yes")
      return [
        {
          ...base,
          verdict: "warn",
          reasonCode: "answer-mismatch",
          message: "MinIO was chosen although a managed S3 service exists. The managed one is recommended.",
        },
      ];
    if (nfs === "yes")
      return [
        {
          ...base,
          verdict: "warn",
          reasonCode: "unsupported",
          message: "MinIO was chosen, and the volumes are backed by NFS, which makes it slow.",
        },
      ];
    if (managed === "no")
      return [
        { ...base, verdict: "pass", reasonCode: "ok", message: "No managed S3 service exists, so MinIO is deployed." },
      ];
    const reasonCode = managed === "unknown" ? "answer-unknown" : "answer-missing";
    return [
      {
        ...base,
        verdict: "could-not-tell",
        reasonCode,
        message: "MinIO was chosen; it is not known whether a managed S3 service exists.",
      },
    ];
  },
});
