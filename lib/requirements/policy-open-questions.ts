import { z } from "zod";

const DISTRIBUTIONS = ["openshift", "rancher", "eks", "aks", "gke", "anthos", "oke", "vanilla"] as const;
export const OWNERS = ["SESTEK", "customer", "n/a"] as const;

/** One row of the responsibility matrix as SESTEK proposes it; a cell without an owner is to be agreed. */
export const ProposedRow = z.strictObject({
  component: z.string().trim().min(1, "Name the component.").max(80, "Use at most 80 characters."),
  deployment: z.enum(OWNERS).optional(),
  versionUpdate: z.enum(OWNERS).optional(),
  support: z.enum(OWNERS).optional(),
});
export type ProposedRow = z.infer<typeof ProposedRow>;

const open = (component: string): ProposedRow => ({ component });
const owned = (component: string, owner: (typeof OWNERS)[number]): ProposedRow => ({
  component,
  deployment: owner,
  versionUpdate: owner,
  support: owner,
});

/**
 * What the vendor's text leaves open and a check or a file depends on (catalogue section 5), as keys of the
 * policy. SESTEK's confirmed decisions replace these defaults.
 */
export const OPEN_QUESTIONS = {
  terminalServer: z
    .strictObject({
      /** Whether a Linux terminal server is taken, its Windows tools then being out of question (D1). */
      linux: z.enum(["accept", "refuse"]).default("accept"),
      /** First build that can run Windows Terminal, and what an older machine without it is (D3). */
      windowsTerminalBuild: z.int().positive().default(19_041),
      olderConsole: z.enum(["warn", "fail"]).default("warn"),
      /** Free space in GiB below which is a warning, and below which fails (D39). */
      diskWarnGiB: z.number().positive().default(2),
      diskFailGiB: z.number().positive().default(1),
    })
    .prefault({}),
  /** Ports of the ingress that the terminal server must reach, beside the API server (D6). */
  clusterPorts: z.array(z.int().min(1).max(65_535)).min(1).default([80, 443]),
  /** Processor architectures that the images are built for (D8). */
  nodeArchitectures: z
    .array(z.enum(["amd64", "arm64"]))
    .min(1)
    .default(["amd64"]),
  /** What a namespace with the restricted Pod Security level is (D9). */
  podSecurityRestricted: z.enum(["pass", "warn", "fail"]).default("warn"),
  endpointSlices: z
    .strictObject({
      /** Where the right to write them is demanded (D10). */
      demandedOn: z.enum(["all", "openshift"]).default("all"),
      /** Whether OpenShift's restricted slices are demanded and granted too (D11). */
      restricted: z.enum(["note", "demand"]).default("note"),
    })
    .prefault({}),
  /** Products that talk to the SESTEK Call Recorder (D18). */
  recorderProducts: z
    .array(z.enum(["CORE", "STAI", "CA", "VA", "OTHER"]))
    .min(1)
    .default(["CA"]),
  registryRights: z
    .strictObject({
      /** What it is when tags may be listed but not the list of all repositories (D20). */
      withoutCatalog: z.enum(["pass", "warn", "fail"]).default("warn"),
      /** Whether the right to push is demanded where the registry only proxies (D21). */
      pushWhenProxying: z.enum(["demand", "skip"]).default("demand"),
    })
    .prefault({}),
  /** The rights that the products need in their buckets, as the generated policy grants them (D25). */
  bucketRights: z
    .strictObject({
      onBucket: z.array(z.string()).default(["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]),
      onObjects: z
        .array(z.string())
        .default([
          "s3:GetObject",
          "s3:PutObject",
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts",
        ]),
    })
    .prefault({}),
  /** Oldest Windows Server that the license service is installed on (D26). */
  licenseServerOldest: z.int().min(2008).max(2100).default(2016),
  distributions: z
    .strictObject({
      /** The distributions that the vendor's list means (D31), beside what "GCP" stands for (D29). */
      tested: z
        .array(z.enum(DISTRIBUTIONS))
        .default(["openshift", "rancher", "eks", "aks", "anthos", "oke", "vanilla"]),
      googleCloud: z
        .array(z.enum(["gke", "anthos"]))
        .min(1)
        .default(["gke"]),
      /** What a distribution outside the list is (D31). */
      outside: z.enum(["warn", "fail"]).default("warn"),
    })
    .prefault({}),
  /** What a service mesh that acts on the namespaces is, when the answer names it (D37). */
  meshPresent: z.enum(["pass", "warn", "fail"]).default("warn"),
  /** The components of the responsibility matrix and the owners that SESTEK proposes (D28). */
  matrix: z
    .array(ProposedRow)
    .min(1)
    .max(60)
    .default([
      owned("Redis", "SESTEK"),
      owned("RabbitMQ", "SESTEK"),
      owned("S3 / MinIO", "customer"),
      owned("Database", "customer"),
      owned("Elastic Stack (Elasticsearch, Logstash, Kibana, APM)", "SESTEK"),
      owned("Prometheus / Alertmanager", "customer"),
      open("Ingress, DNS and certificate"),
      open("Container registry"),
      open("License server"),
      open("Terminal server"),
      open("Call recorder"),
      open("SR servers"),
      open("Kubernetes"),
      open("Storage / NFS"),
      open("In-cluster Git repositories"),
      owned("Jenkins", "SESTEK"),
      owned("Vault", "SESTEK"),
    ]),
} as const;
