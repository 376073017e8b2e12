import type { ReasonCode } from "@/lib/requirements/vocabulary";

import type { DatabaseProbe } from "./database/types";
import type { RegistryProbe } from "./registry/types";

/**
 * Why a connection or request gave no answer. `phase` is the last thing tried; `message` is a full
 * sentence without secrets. Probes return this as a value; they throw for programming errors only.
 */
export interface Unreachable {
  ok: false;
  code: Extract<
    ReasonCode,
    | "dns"
    | "refused"
    | "timeout"
    | "reset"
    | "tls-untrusted"
    | "tls-expired"
    | "tls-name"
    | "blocked-by-policy"
    | "error"
  >;
  phase: "policy" | "dns" | "connect" | "tls" | "request" | "response";
  message: string;
  durationMs: number;
  addressesTried: string[];
  /** Read once without verification and without credentials, for the report only (catalogue 1.4). */
  certificate?: CertificateFacts;
}

/** Facts of the certificate a server showed. Times are ISO strings. */
export interface CertificateFacts {
  subject: string;
  issuer: string;
  names: string[];
  notBefore: string;
  notAfter: string;
  sha256: string;
  selfSigned: boolean;
}

/** An HTTP answer of the Kubernetes API; `body` is parsed JSON, or undefined when it was not JSON. */
export interface ApiAnswer<T = unknown> {
  ok: true;
  status: number;
  body: T | undefined;
  /** True when a body came that was not JSON (an HTML log-in page, for instance). */
  notJson: boolean;
  /** Kubernetes Status.message, cut and cleaned, for non-2xx answers. */
  message: string;
  /** Kubernetes Status.reason for non-2xx answers. */
  reason: string;
  /** Server clock minus ours in milliseconds, when a Date header came. */
  clockSkewMs?: number;
  durationMs: number;
}
export type ApiResult<T = unknown> = ApiAnswer<T> | Unreachable;

/** All items of a paged list, reduced page by page so that a huge cluster never stands in memory whole. */
export type ListResult<T> =
  | { ok: true; items: T[]; pages: number; durationMs: number }
  | { ok: false; answer: ApiResult };

/** Outcome of one permission question (catalogue 1.6). */
export type AccessAnswer = "allowed" | "denied" | "unknown";
export interface AccessTuple {
  namespace?: string;
  group: string;
  resource: string;
  subresource?: string;
  verb: string;
}
export interface AccessResult {
  tuple: AccessTuple;
  answer: AccessAnswer;
  /** evaluationError or transport error text when `unknown`. */
  detail?: string;
  source: "rules-review" | "access-review";
}

/** The connection itself, before any API question: what `k8s-api-reachable` judges. */
export type ApiConnection =
  | {
      ok: true;
      address: string;
      certificate: CertificateFacts;
      status: number;
      durationMs: number;
      clockSkewMs?: number;
    }
  | Unreachable;

/**
 * The customer's Kubernetes API through the guarded way out. One instance a run: every fact is read
 * once (same path, same answer), GETs and reviews only, and POST with `dryRun=All` (quality bar 21).
 * Paths are absolute API paths such as `/api/v1/nodes`.
 */
export interface KubernetesProbe {
  /** Dials, verifies TLS and asks `GET /version` without credentials. */
  connect(): Promise<ApiConnection>;
  /** GET of one object or document; 429 and 5xx are retried twice with Retry-After. */
  get<T = unknown>(path: string): Promise<ApiResult<T>>;
  /**
   * Pages through a list with `limit` and `continue`, restarting once on 410, and keeps only what
   * `pick` returns for each item (undefined drops it). `pick` must be a module-level function: the
   * list is read once for each path and pick.
   */
  list<Item, T>(path: string, pick: (item: Item) => T | undefined): Promise<ListResult<T>>;
  /** Method 1.6: one rules review a namespace, access reviews only for what it does not cover. */
  access(tuples: readonly AccessTuple[]): Promise<AccessResult[]>;
  /** Rules review of one namespace, raw: used to prove that a namespace exists. */
  rules(namespace: string): Promise<
    ApiResult<{
      resourceRules: { apiGroups: string[]; resources: string[]; verbs: string[]; resourceNames?: string[] }[];
      incomplete: boolean;
    }>
  >;
  /**
   * OpenShift's record of the token that the requests carry (its name is made of the token's hash): when it
   * was made and for how many seconds it holds, 0 for ever. Undefined for any other kind of credential.
   */
  ownToken(): Promise<ApiResult<{ metadata?: { creationTimestamp?: string }; expiresIn?: number }>> | undefined;
  /** POST of a review that is not covered by `access` (selfsubjectreviews, localsubjectaccessreviews). */
  review<T = unknown>(path: string, body: unknown): Promise<ApiResult<T>>;
  /** POST with `?dryRun=All`: runs authorization, defaulting and admission, writes nothing. */
  dryRun<T = unknown>(path: string, body: unknown): Promise<ApiResult<T>>;
  /** Counters for benchmarks and evidence: requests sent and bytes received so far. */
  traffic(): { requests: number; bytes: number; byMethod: Record<string, number> };
}

/** One TCP dial through the guard; `held` is false when the peer closed at once (catalogue 1.7). */
export type TcpResult = { ok: true; address: string; durationMs: number; held: boolean } | Unreachable;
export interface TcpProbe {
  dial(host: string, port: number): Promise<TcpResult>;
  /** Whether the port speaks HTTP: any status line counts, and nothing else of the answer is kept. */
  httpStatus(host: string, port: number): Promise<{ ok: true; status: number; durationMs: number } | Unreachable>;
}

/** What the name servers say of a name; `ttl` in seconds, `aliases` the chain of CNAMEs. */
export type DnsAnswer =
  | { ok: true; addresses: { address: string; ttl: number }[]; aliases: string[] }
  | { ok: false; code: "nxdomain" | "no-records" | "timeout" | "error"; message: string };
export interface DnsProbe {
  resolve(name: string): Promise<DnsAnswer>;
}

/** One certificate of a chain as it was shown. Times are ISO strings. */
export interface ChainCertificate {
  subject: string;
  issuer: string;
  /** DNS names, lower-cased. */
  names: string[];
  notBefore: string;
  notAfter: string;
  key: string;
  /** Of RSA keys. */
  bits?: number;
  signatureHash: string;
}
export interface TlsShaken {
  ok: true;
  address: string;
  chain: ChainCertificate[];
  trust: "public" | "private-ca" | "none";
}
export interface TlsProbe {
  /** Handshake with `servername`; the customer's CA counts only where the public authorities do not vouch. */
  shake(host: string, port: number, servername: string, ca?: string): Promise<TlsShaken | Unreachable>;
}

/** How a bucket is named to its endpoint: in the path, or as a part of the host. */
export type Addressing = "path" | "virtual";

/** One answer of an S3 endpoint, parsed; `value` is what was asked for, when the answer held it. */
export interface ObjectStoreAnswer<T = undefined> {
  ok: true;
  status: number;
  /** Error code such as NoSuchBucket; empty when none was given. */
  code: string;
  /** The server's own words for an error, cut and cleaned. */
  message: string;
  requestId: string;
  /** The bucket's region, where the server names it. */
  region?: string;
  /** Server clock minus ours in milliseconds, when a Date header came. */
  clockSkewMs?: number;
  /** False when nothing in the answer is S3's own: a log-in page, for instance. */
  spoken: boolean;
  address: string;
  durationMs: number;
  value?: T;
}
export type ObjectStoreResult<T = undefined> = ObjectStoreAnswer<T> | Unreachable;

/** Which bucket, and how it is spoken to. */
export interface BucketPlace {
  bucket: string;
  addressing: Addressing;
  region: string;
}
/** One object of a bucket; `versionId` names one version of it. */
export interface ObjectPlace extends BucketPlace {
  key: string;
  versionId?: string;
}

/**
 * The customer's S3 service with the stored keys (catalogue 3.8). Reading is asked once a run; `put`,
 * `startMultipart` and what takes them back are asked each time. Taking back goes on when the run ends.
 */
export interface ObjectStoreProbe {
  head(place: BucketPlace): Promise<ObjectStoreResult>;
  /** GetBucketLocation: unlike HEAD, a refusal of it has a body that names the reason. */
  location(place: BucketPlace): Promise<ObjectStoreResult<{ region: string }>>;
  list(place: BucketPlace): Promise<ObjectStoreResult>;
  versioning(place: BucketPlace): Promise<ObjectStoreResult<{ state: string }>>;
  objectLock(place: BucketPlace): Promise<ObjectStoreResult<{ retention: string }>>;
  put(place: ObjectPlace, content: string): Promise<ObjectStoreResult<{ versionId?: string }>>;
  get(place: ObjectPlace): Promise<ObjectStoreResult<{ content: string }>>;
  startMultipart(place: ObjectPlace): Promise<ObjectStoreResult<{ uploadId: string }>>;
  abortMultipart(place: ObjectPlace, uploadId: string): Promise<ObjectStoreResult>;
  remove(place: ObjectPlace): Promise<ObjectStoreResult<{ marker: boolean }>>;
}

/** An answer of a web service; strings of it are clean, and known secrets are masked. */
export interface WebAnswer {
  ok: true;
  status: number;
  headers: Record<string, string>;
  /** Parsed JSON, or undefined. */
  body: unknown;
  /** True when a body came that was not JSON (an HTML page, for instance). */
  notJson: boolean;
  empty: boolean;
  durationMs: number;
  address: string;
}
export type WebResult = WebAnswer | Unreachable;
export interface WebQuestion {
  method: "GET" | "POST";
  /** Behind the path of the stated address; begins with a slash. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}
/** One web service at the address of an answer, with the stored credential on every request. */
export interface WebProbe {
  ask(question: WebQuestion): Promise<WebResult>;
}

/** How a gRPC call ended; `grpcStatus` is undefined when the server gave none. */
export type GrpcResult =
  | { ok: true; status: number; grpcStatus?: number; message: string; durationMs: number; address: string }
  | Unreachable;
/** Where traces go: OTLP over HTTP and over gRPC, with the stored headers on every request. */
export interface TracesProbe extends WebProbe {
  /** One call with an empty message. */
  call(method: string): Promise<GrpcResult>;
}

/** Every way out a check may declare. New kinds of peers are added here as they come. */
export interface Probes {
  kubernetes: KubernetesProbe;
  tcp: TcpProbe;
  dns: DnsProbe;
  tls: TlsProbe;
  database: DatabaseProbe;
  registry: RegistryProbe;
  /** The vendor's own registry, with the credentials that it issued. */
  vendorRegistry: RegistryProbe;
  objectStore: ObjectStoreProbe;
  logTarget: WebProbe;
  traces: TracesProbe;
}
export type ProbeName = keyof Probes;
