import type { WhoActs } from "@/lib/requirements/vocabulary";

/** Three-way answer: `unknown` is a real answer and makes dependents could-not-tell. */
export type Tri = "yes" | "no" | "unknown";
export type Product = "CORE" | "STAI" | "CA" | "VA" | "OTHER";
export type NamespaceRole = "common" | "stai" | "core" | "ca" | "va" | "other";
export type Distribution = "openshift" | "rancher" | "eks" | "aks" | "gke" | "anthos" | "oke" | "vanilla" | "other";
export type IngressController =
  | "ingress-nginx"
  | "nginx-f5"
  | "openshift-router"
  | "traefik"
  | "haproxy"
  | "aws-alb"
  | "azure-agic"
  | "gce"
  | "contour"
  | "istio-gw"
  | "other";
export type MeshKind = "istio" | "openshift-sm" | "linkerd" | "consul" | "kuma" | "cilium" | "other";
export type RegistryType =
  | "dockerhub"
  | "v2-generic"
  | "harbor"
  | "quay"
  | "nexus"
  | "ghcr"
  | "ecr"
  | "acr"
  | "gcr-gar"
  | "jfrog";

export type Contact = { name: string; email: string; role: Exclude<WhoActs, "manager" | "sestek"> };
export type NamedNamespace = { name: string; role: NamespaceRole };
/** Resource requests of one namespace; quantities are Kubernetes quantity strings (catalogue 1.10). */
export type NamespaceSizing = {
  name: string;
  requestsCpu: string;
  requestsMemory: string;
  storage?: string;
  pvcCount?: number;
  pods?: number;
  limitsCpu?: string;
  limitsMemory?: string;
};
export type ManagingUser = {
  kind: "User" | "Group" | "ServiceAccount";
  name: string;
  /** undefined: the groups are not known to us. */
  groups?: string[];
  /** Home namespace of a ServiceAccount. */
  ns?: string;
};
export type ExtraTarget = { label: string; host: string; port: number };
export type Owner = "SESTEK" | "customer" | "n/a";
/** A cell that is left out has no owner yet. */
export type MatrixRow = {
  component: string;
  deployment?: Owner;
  versionUpdate?: Owner;
  support?: Owner;
  note?: string;
};
/** A file field: text content with its original name. */
export type TextFile = { name: string; text: string };

/**
 * Every non-secret answer of the intake dictionary (catalogue section 2), by its stable key.
 * An absent key means unanswered; dates are `YYYY-MM-DD`; hosts are lower-cased and punycoded.
 */
export interface Answers {
  "project.customer"?: string;
  "project.products"?: Product[];
  "project.installStart"?: string;
  "project.installEnd"?: string;
  "project.cveScanning"?: Tri;
  "project.contacts"?: Contact[];
  "ts.kind"?: "dedicated-server" | "dedicated-vm" | "workstation";
  "ts.os"?: "windows-server" | "windows-client" | "linux";
  "ts.host"?: string;
  "ts.accessMethod"?: {
    method: "vpn+rdp" | "rdp-gateway" | "citrix" | "pam" | "remote-support" | "screen-shared" | "other";
    text?: string;
  };
  "ts.exclusiveFrom"?: string;
  "ts.exclusiveTo"?: string;
  "ts.downtimeAccepted"?: { accepted: "yes" | "no"; person?: string };
  "ts.maestroHost"?: { where: "terminal-server" | "client-machine"; host?: string };
  "ts.maestroPath"?: string;
  "ts.maestroSha256"?: string;
  "ts.extraTargets"?: ExtraTarget[];
  "k8s.distribution"?: Distribution;
  "k8s.distributionOther"?: string;
  "k8s.platformVersion"?: string;
  "k8s.engineVersion"?: string;
  "k8s.context"?: string;
  "k8s.caBundle"?: string;
  "k8s.apiReachableFrom"?: "app" | "terminal-only" | "unknown";
  "k8s.managingUsers"?: ManagingUser[];
  "k8s.probeAllowed"?: Tri;
  "k8s.probeImage"?: string;
  "k8s.workerCount"?: number;
  "ns.list"?: NamedNamespace[];
  "ns.sizing"?: NamespaceSizing[];
  "st.className"?: string;
  "st.provisioning"?: "dynamic" | "manual";
  "st.manualPlan"?: { plan: string; person: string; date: string };
  "st.accessMode"?: "RWO" | "RWX";
  "st.nfsBacked"?: Tri;
  "st.nfsExport"?: string;
  "net.baseDomain"?: string;
  /** Set when the base domain was confirmed as final. */
  "net.baseDomainConfirmed"?: "yes" | "no";
  "net.ingressController"?: IngressController;
  "net.ingressClass"?: string;
  "net.ingressAddress"?: string;
  "net.tlsAt"?: "ingress" | "external-lb" | "none";
  "net.serviceMesh"?: { present: Tri; kind?: MeshKind };
  "net.networkPolicies"?: { present: Tri; text?: string };
  "reg.type"?: RegistryType;
  "reg.host"?: string;
  "reg.pullPrefix"?: string;
  "reg.pushPrefix"?: string;
  "reg.mode"?: "proxy" | "mirror";
  "reg.username"?: string;
  "reg.adminApi"?: string;
  "reg.ca"?: string;
  "reg.sampleImage"?: string;
  "reg.imageList"?: TextFile;
  "reg.vendorUser"?: string;
  "db.engine"?: "mssql" | "postgresql";
  "db.host"?: string;
  "db.ip"?: string;
  "db.port"?: number;
  "db.instance"?: string;
  "db.names"?: string[];
  "db.createdBy"?: "customer" | "sestek";
  "db.auth"?: "sql" | "windows" | "scram" | "cert";
  "db.username"?: string;
  "db.tls"?: "off" | "required" | "verified";
  "db.ca"?: string;
  "db.version"?: string;
  "os.strategy"?: "existing-s3" | "minio";
  "os.hasManagedS3"?: Tri;
  "os.endpoint"?: string;
  "os.region"?: string;
  "os.buckets"?: string[];
  "os.accessKey"?: string;
  "os.addressing"?: "auto" | "path" | "virtual";
  "os.ca"?: string;
  "lic.host"?: string;
  "lic.ip"?: string;
  "lic.os"?: string;
  "lic.installer"?: { fileName: string; sha256: string };
  "lic.adminAccess"?: { access: "yes" | "no"; method?: string };
  "lic.installed"?: "yes" | "no";
  "rec.used"?: Tri;
  "rec.hosts"?: string[];
  "sr.separate"?: Tri;
  "sr.hosts"?: string[];
  "obs.logForward"?: "none" | "elasticsearch" | "opensearch" | "splunk" | "other";
  "obs.logUrl"?: string;
  "obs.logMode"?: "data-stream" | "index";
  "obs.logTarget"?: string;
  "obs.logCa"?: string;
  "obs.promOperator"?: Tri;
  "obs.tracing"?: "default-elastic-apm" | "external-otlp";
  "obs.otlp"?: { endpoint: string; protocol: "grpc" | "http" };
  "obs.otlpCa"?: string;
  "resp.matrix"?: MatrixRow[];
  "resp.agreedOn"?: string;
  "resp.file"?: TextFile;
}

export const SECRET_FIELD_IDS = [
  "k8s.kubeconfig",
  "reg.password",
  "reg.aws",
  "reg.vendorPassword",
  "db.password",
  "os.secretKey",
  "obs.logSecret",
  "obs.otlpHeaders",
] as const;
/** Fields whose value is sealed, write-only, and never part of `Answers`. */
export type SecretFieldId = (typeof SECRET_FIELD_IDS)[number];
export type AnswerFieldId = keyof Answers;
export type FieldId = AnswerFieldId | SecretFieldId;

/** The kubeconfig after the allow-list of catalogue 1.3: one context, data only, nothing that acts. */
export interface SafeKubeconfig {
  contextName: string;
  /** https origin with path kept (Rancher proxies); no userinfo, no query. */
  server: string;
  namespace?: string;
  /** PEM, when the file carried one. */
  ca?: string;
  tlsServerName?: string;
  credential: { kind: "token"; token: string } | { kind: "client-certificate"; certificate: string; key: string };
}

/** What may be shown and judged of a stored kubeconfig; contains no secret. Times are ISO strings. */
export interface KubeconfigSummary {
  contextName: string;
  contextCount: number;
  server: string;
  serverHost: string;
  namespace?: string;
  credentialKind: "service-account-token" | "jwt" | "openshift-token" | "opaque-token" | "client-certificate";
  /** `system:serviceaccount:ns:name`, certificate CN, JWT sub; undefined when the credential does not say. */
  identity?: string;
  groups: string[];
  issuedAt?: string;
  expiresAt?: string;
  /** SHA-256 of the CA in colon-separated upper-case hex; undefined when the file has no CA. */
  caFingerprint?: string;
  caExpiresAt?: string;
  /** Keys that were dropped, such as `extensions` and `preferences`. */
  dropped: string[];
  /** True when the identity looks like a cluster administrator's. */
  clusterAdminLike: boolean;
  uploadSha256: string;
}

/** One refusal of an upload: which key of which entry, why, and the way out. */
export interface KubeconfigRefusal {
  code: string;
  /** Path in the file, such as `users[0].user.exec`. */
  path?: string;
  /** Full sentence for the person: what was found and what to do next. */
  message: string;
}

/** Opened secrets, held in memory by the worker or the command only. */
export interface Secrets {
  "k8s.kubeconfig"?: { config: SafeKubeconfig; summary: KubeconfigSummary };
  "reg.password"?: string;
  "reg.aws"?: { region: string; accessKeyId: string; secretAccessKey: string };
  "reg.vendorPassword"?: string;
  "db.password"?: string;
  "os.secretKey"?: string;
  "obs.logSecret"?: string;
  /** Header lines for the OTLP endpoint, name to value. */
  "obs.otlpHeaders"?: Record<string, string>;
}
