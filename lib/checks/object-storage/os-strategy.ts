import { defineRule, type Judgement } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";

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
    const onNfs: Reservation[] =
      nfs === "yes"
        ? [
            {
              reasonCode: "unsupported",
              message: "MinIO was chosen, and the volumes are backed by NFS, which makes it slow.",
            },
          ]
        : [];
    if (managed !== "yes" && managed !== "no") {
      const reasonCode = managed === "unknown" ? "answer-unknown" : "answer-missing";
      const unknown = "MinIO was chosen; it is not known whether a managed S3 service exists.";
      const message = [unknown, ...onNfs.map((one) => one.message)].join(" ");
      return [{ ...base, verdict: "could-not-tell", reasonCode, message }];
    }
    const managedExists: Reservation[] =
      managed === "yes"
        ? [
            {
              reasonCode: "answer-mismatch",
              message: "MinIO was chosen although a managed S3 service exists. The managed one is recommended.",
            },
          ]
        : [];
    const warning = warningOf([...managedExists, ...onNfs]);
    if (warning) return [{ ...base, ...warning }];
    return [
      { ...base, verdict: "pass", reasonCode: "ok", message: "No managed S3 service exists, so MinIO is deployed." },
    ];
  },
});
