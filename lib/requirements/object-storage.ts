import { derived, group, source } from "./build";
import { unless } from "./conditions";

const HEADING = "Object Storage";
const onMinio = unless("os.strategy", (strategy) => strategy !== "minio", "An existing S3 service is used.");
const onS3 = unless("os.strategy", (strategy) => strategy !== "existing-s3", "MinIO is deployed with the products.");
const S3 = ["os.endpoint", "os.accessKey", "os.secretKey", "os.buckets"] as const;

/** Object storage: an existing S3 service, or MinIO deployed with the products. */
export const objectStorage = group("object-storage", [
  {
    id: "os-strategy",
    severity: "warning",
    statement: "A managed S3 service is used where one exists",
    why: "A managed service is easier to keep safe and up to date than MinIO inside the cluster.",
    source: source(HEADING, "S174"),
    vantages: ["app"],
    whoActs: "manager",
    fields: ["os.strategy", "os.hasManagedS3", "st.nfsBacked"],
    pure: true,
    remedy: "Use the managed service that exists, or record why MinIO is preferred.",
  },
  {
    id: "os-cve-rule",
    severity: "blocker",
    statement: "MinIO is not used where CVE scanning is done",
    why: "Its findings could not be fixed; the customer then provides the object storage.",
    source: source(HEADING, "S175"),
    vantages: ["app"],
    whoActs: "security",
    fields: ["project.cveScanning", "os.strategy"],
    pure: true,
    remedy:
      "Choose an existing S3-compatible service that the customer provides and manages. Image scanning inside the registry counts as CVE scanning.",
  },
  {
    id: "os-endpoint",
    severity: "blocker",
    statement: "The S3 endpoint answers to the given keys and addressing",
    why: "Products keep files and recordings there.",
    source: source(HEADING, "S175"),
    vantages: ["app", "cluster"],
    fromCluster: "completes",
    whoActs: "k8s",
    applies: onS3,
    fields: ["os.region", "os.addressing", "os.ca"],
    needs: ["os.strategy", ...S3],
    remedy: "Correct the endpoint, region, keys or addressing, and create the buckets.",
    remedyFor: {
      "tls-untrusted": () => ({
        summary: "Give the CA certificates of the endpoint, or let it show a certificate of a public authority.",
      }),
    },
  },
  {
    id: "os-bucket-rights",
    severity: "blocker",
    statement: "The keys may read, write and delete in the buckets",
    why: "Products write and clean up by themselves.",
    source: derived(HEADING, "S175"),
    vantages: ["app"],
    whoActs: "k8s",
    applies: onS3,
    fields: ["os.region", "os.addressing", "os.ca"],
    needs: ["os.strategy", ...S3],
    after: ["os-endpoint"],
    remedy: { summary: "Attach the generated policy to the keys' user.", artefact: "A17" },
    consent: { by: "app", writes: "Puts one object of 1 KiB under rdy/ into each bucket, and deletes it." },
    remedyFor: {
      residue: () => ({
        summary: "Remove what is named, and attach the generated policy to the keys' user.",
        artefact: "A17",
      }),
      "answer-missing": () => ({
        summary: "Agree to the writing test and run this again: it writes one object of 1 KiB a bucket and removes it.",
      }),
    },
  },
  {
    id: "os-minio-volume",
    severity: "warning",
    statement: "The volume for MinIO is suitable",
    why: "MinIO on a slow or shared file system loses speed and sometimes data.",
    source: derived(HEADING, "S174, S102"),
    vantages: ["cluster"],
    whoActs: "k8s",
    applies: onMinio,
    fields: ["os.strategy", "st.className", "st.provisioning", "st.accessMode", "st.nfsBacked"],
    needs: ["os.strategy"],
    remedy: "Use a block storage class for MinIO.",
  },
]);
