import { CERTIFICATE_SCHEMA, type CertificateContent, type CertificateRow } from "@/lib/certificate/content";
import { catalogue } from "@/lib/requirements/catalogue";

const SIGNED = "2026-11-25T09:30:00.000Z";
const SEEN = "2026-11-25T08:12:11.000Z";

function row(index: number): CertificateRow {
  const { id, group, severity, statement } = catalogue[index % catalogue.length] as (typeof catalogue)[number];
  const again = index >= catalogue.length ? `-${Math.floor(index / catalogue.length) + 1}` : "";
  const base = { id: `${id}${again}`, group, severity, statement };
  if (index % 9 === 8) return { ...base, verdict: "not-applicable", message: "Not needed here.", settledBy: "verdict" };
  if (index % 13 === 12)
    return {
      ...base,
      verdict: "could-not-tell",
      reasonCode: "unsupported",
      message: "Seen from this application only; a probe pod on the workers settles it.",
      vantage: "app",
      observedAt: SEEN,
      ageSeconds: 4669,
      settledBy: "waiver",
    };
  const attested = index % 7 === 6;
  return {
    ...base,
    verdict: index % 11 === 10 ? "warn" : "pass",
    reasonCode: "ok",
    message: attested ? "Attested by Işıl Öztürk on 2026-11-24." : "api.yagmur.example:6443 answers as demanded.",
    vantage: attested ? "person" : "app",
    observedAt: SEEN,
    ageSeconds: 4669,
    settledBy: attested ? "attestation" : "verdict",
  };
}

/** A certificate's content for tests and measurements, with as many rows as asked for. */
export function sampleContent(size: number = catalogue.length): CertificateContent {
  const rows = Array.from({ length: size }, (_, index) => row(index));
  const count = (verdict: string) => rows.filter((one) => one.verdict === verdict).length;
  const counts = {
    pass: count("pass"),
    warn: count("warn"),
    fail: 0,
    "could-not-tell": count("could-not-tell"),
    "not-applicable": count("not-applicable"),
  };
  const applicable = size - counts["not-applicable"];
  return {
    schema: CERTIFICATE_SCHEMA,
    seq: 2,
    project: { id: "cproject", customer: "Yağmur Bankası A.Ş.", environment: "Üretim", practice: false },
    signed: { at: SIGNED, by: "Gülşah İnce", role: "engineer" },
    catalogueVersion: "2026.1",
    summary: { applicable, settled: applicable, counts },
    restsUntil: "2026-11-26T08:12:11.000Z",
    answers: [
      { field: "project.customer", value: "Yağmur Bankası A.Ş." },
      { field: "project.installStart", value: "2027-01-11" },
      { field: "project.installEnd", value: "2027-01-22" },
      { field: "k8s.distribution", value: "openshift" },
      {
        field: "ns.list",
        value: [
          { name: "knovvu-common", role: "common" },
          { name: "knovvu-va", role: "va" },
        ],
      },
      { field: "reg.imageList", value: { name: "images.txt", text: "knovvu/va:5.2.0\nknovvu/sr:4.1.0\n" } },
      {
        field: "resp.matrix",
        value: [
          { component: "Kubernetes", deployment: "customer", versionUpdate: "customer", support: "customer" },
          { component: "Knovvu VA", deployment: "SESTEK", versionUpdate: "SESTEK", support: "SESTEK" },
        ],
      },
    ],
    secrets: [
      {
        field: "k8s.kubeconfig",
        setBy: "Ömer Çağlar",
        setAt: "2026-11-23T12:04:00.000Z",
        shown: { summary: { identity: "knovvu-deployer", expiresAt: "2027-02-09T00:00:00.000Z" } },
      },
      { field: "db.password", setBy: "Ömer Çağlar", setAt: "2026-11-23T12:05:00.000Z", shown: {} },
    ],
    rows,
    attestations: rows
      .filter(({ settledBy }) => settledBy === "attestation")
      .map(({ id }, index) => ({
        id: `a${index}`,
        requirementId: id,
        statement: "The terminal server stands ready, with the accounts that were asked for.",
        holds: true,
        person: "Işıl Öztürk",
        role: "customer",
        at: "2026-11-24T10:00:00.000Z",
        expiresAt: "2027-02-22T10:00:00.000Z",
        ...(index === 0 ? { file: { name: "tutanak.pdf", size: 48_211, sha256: "ab".repeat(32) } } : {}),
      })),
    waivers: rows
      .filter(({ settledBy }) => settledBy === "waiver")
      .map(({ id, statement }, index) => ({
        id: `w${index}`,
        requirementId: id,
        statement,
        verdict: "could-not-tell" as const,
        reason: "Kurulum günü yerinde ölçülecek; müşteriyle yazılı olarak anlaşıldı.",
        person: "Berk Yılmaz",
        at: "2026-11-24T15:00:00.000Z",
        expiresAt: "2027-01-31T15:00:00.000Z",
      })),
    matrixWords: [
      {
        side: "customer",
        person: "Işıl Öztürk",
        at: "2026-11-20T08:00:00.000Z",
        holds: true,
        matrixHash: "cd".repeat(32),
      },
      {
        side: "sestek",
        person: "Berk Yılmaz",
        at: "2026-11-21T08:00:00.000Z",
        holds: true,
        matrixHash: "cd".repeat(32),
      },
    ],
  };
}
