/**
 * An S3 service on loopback that answers as Amazon documents it (API reference, error responses), for
 * situations that are hard to bring about in a real one. It verifies the signatures. It does not prove
 * how any product behaves: rights are names in a list, not policies; listings are empty; one version
 * is kept for each key. What a real program says is tested against one in `*.peers.test.ts`.
 */
import { randomUUID } from "node:crypto";

import { isSignedWith, readSignature } from "./s3-signature";
import { startWebPeer, type WebPeer, type WebPeerOptions, type WebReply, type WebRequest } from "./web";

export interface PracticeBucket {
  /** Other than the service's own, requests for it are refused with its name. */
  region?: string;
  versioning?: "Enabled" | "Suspended";
  retention?: { mode: string; days: number };
  /** Actions that are refused, by the names that policies use. */
  denied?: readonly string[];
  /** Answers of its own, by `METHOD kind`, such as `PUT object`. */
  answers?: Readonly<Record<string, WebReply>>;
  /** Deleting is answered with success, and nothing is deleted. */
  keepsAll?: boolean;
}
export interface PracticeStore {
  keys: Readonly<Record<string, string>>;
  region?: string;
  buckets: Readonly<Record<string, PracticeBucket>>;
  /** Base name for virtual-hosted requests; with `only`, path style is refused. */
  virtual?: { base: string; only?: boolean };
  /** Our clock minus the client's, in minutes. */
  clockMinutes?: number;
}
export interface S3Peer extends WebPeer {
  /** What lies in the buckets: `bucket/key`, with the version where there is one, and `marker of …`. */
  contents(): string[];
  uploads(): number;
}

const MAX_SKEW_MINUTES = 15;
const XML = { "content-type": "application/xml" };
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
const MESSAGES: Record<string, [number, string]> = {
  AccessDenied: [403, "Access Denied"],
  AuthorizationHeaderMalformed: [400, "The authorization header is malformed; the region is wrong."],
  InvalidAccessKeyId: [403, "The AWS Access Key Id you provided does not exist in our records."],
  SignatureDoesNotMatch: [403, "The request signature we calculated does not match the signature you provided."],
  RequestTimeTooSkewed: [403, "The difference between the request time and the current time is too large."],
  NoSuchBucket: [404, "The specified bucket does not exist"],
  NoSuchKey: [404, "The specified key does not exist."],
  NoSuchUpload: [404, "The specified upload does not exist."],
  ObjectLockConfigurationNotFoundError: [404, "Object Lock configuration does not exist for this bucket"],
  PathStyleNotSupported: [400, "Path-style requests are not taken here."],
};

interface Kept {
  content: Buffer;
  versionId?: string;
}

/** Starts the service; its keys, buckets and refusals are those of `store`. */
export async function startS3Peer(store: PracticeStore, options: WebPeerOptions = {}): Promise<S3Peer> {
  const region = store.region ?? "us-east-1";
  const objects = new Map<string, Kept>();
  const markers = new Set<string>();
  const uploads = new Set<string>();

  const say = (status: number, body = "", headers: Record<string, string> = {}): WebReply => ({
    status,
    body,
    headers: {
      ...(body.startsWith("<?xml") ? XML : {}),
      date: new Date(Date.now() + (store.clockMinutes ?? 0) * 60_000).toUTCString(),
      "x-amz-request-id": randomUUID().slice(0, 16),
      ...headers,
    },
  });
  const refuse = (code: string, more = "", headers: Record<string, string> = {}) => {
    const [status, message] = MESSAGES[code] ?? [400, code];
    return say(
      status,
      `${DECLARATION}<Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`,
      headers,
    );
  };

  function place({ path, headers }: WebRequest): { bucket: string; key: string; virtual: boolean } {
    const clean = decodeURIComponent(path.split("?")[0] ?? "/").slice(1);
    const host = String(headers.host ?? "");
    const base = store.virtual?.base;
    if (base && host.endsWith(`.${base}`))
      return { bucket: host.slice(0, -base.length - 1), key: clean, virtual: true };
    const slash = clean.indexOf("/");
    return slash < 0
      ? { bucket: clean, key: "", virtual: false }
      : { bucket: clean.slice(0, slash), key: clean.slice(slash + 1), virtual: false };
  }

  function refusal(request: WebRequest): WebReply | undefined {
    const signed = readSignature(request.headers.authorization);
    if (!signed) return refuse("AccessDenied");
    const secret = store.keys[signed.accessKey];
    if (secret === undefined) return refuse("InvalidAccessKeyId");
    if (Math.abs(store.clockMinutes ?? 0) > MAX_SKEW_MINUTES) return refuse("RequestTimeTooSkewed");
    if (!isSignedWith(secret, request, signed)) return refuse("SignatureDoesNotMatch");
    const { bucket, virtual } = place(request);
    if (store.virtual?.only && !virtual) return refuse("PathStyleNotSupported");
    const found = store.buckets[bucket];
    if (!found) return refuse("NoSuchBucket");
    const own = found.region ?? region;
    if (signed.region !== own)
      return refuse("AuthorizationHeaderMalformed", `<Region>${own}</Region>`, { "x-amz-bucket-region": own });
    return undefined;
  }

  function answer(request: WebRequest): WebReply {
    const refused = refusal(request);
    if (refused) return request.method === "HEAD" ? { ...refused, body: "" } : refused;
    const { bucket, key } = place(request);
    const found = store.buckets[bucket] ?? {};
    const query = new URLSearchParams(request.path.split("?")[1] ?? "");
    const kind =
      query.has("uploads") || query.has("uploadId") ? "multipart" : key ? "object" : ([...query.keys()][0] ?? "bucket");
    const own = found.answers?.[`${request.method} ${kind}`];
    if (own) return own;
    const may = (action: string) => !found.denied?.includes(action);
    const denied = () => (request.method === "HEAD" ? { ...refuse("AccessDenied"), body: "" } : refuse("AccessDenied"));
    if (!key) return ofBucket(request.method, kind, found, may, denied);
    const id = `${bucket}/${key}`;
    if (kind === "multipart") return multipart(request.method, query, id, may, denied);
    return ofObject(request, id, query.get("versionId") ?? undefined, found, may, denied);
  }

  type May = (action: string) => boolean;

  function ofBucket(method: string, kind: string, found: PracticeBucket, may: May, denied: () => WebReply): WebReply {
    const own = found.region ?? region;
    if (method === "HEAD") return may("s3:ListBucket") ? say(200, "", { "x-amz-bucket-region": own }) : denied();
    switch (kind) {
      case "location": {
        const named = own === "us-east-1" ? "" : own;
        return may("s3:GetBucketLocation")
          ? say(200, `${DECLARATION}<LocationConstraint ${SPACE}>${named}</LocationConstraint>`)
          : denied();
      }
      case "versioning":
        return may("s3:GetBucketVersioning")
          ? say(
              200,
              `${DECLARATION}<VersioningConfiguration ${SPACE}>${found.versioning ? `<Status>${found.versioning}</Status>` : ""}</VersioningConfiguration>`,
            )
          : denied();
      case "object-lock": {
        if (!may("s3:GetBucketObjectLockConfiguration")) return denied();
        if (!found.retention) return refuse("ObjectLockConfigurationNotFoundError");
        const { mode, days } = found.retention;
        const rule = `<Rule><DefaultRetention><Mode>${mode}</Mode><Days>${days}</Days></DefaultRetention></Rule>`;
        return say(
          200,
          `${DECLARATION}<ObjectLockConfiguration ${SPACE}><ObjectLockEnabled>Enabled</ObjectLockEnabled>${rule}</ObjectLockConfiguration>`,
        );
      }
      default:
        return may("s3:ListBucket")
          ? say(
              200,
              `${DECLARATION}<ListBucketResult ${SPACE}><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>`,
            )
          : denied();
    }
  }

  function multipart(method: string, query: URLSearchParams, id: string, may: May, denied: () => WebReply): WebReply {
    if (method === "POST") {
      if (!may("s3:PutObject")) return denied();
      const upload = randomUUID();
      uploads.add(upload);
      return say(
        200,
        `${DECLARATION}<InitiateMultipartUploadResult ${SPACE}><Key>${id}</Key><UploadId>${upload}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    if (!may("s3:AbortMultipartUpload")) return denied();
    return uploads.delete(query.get("uploadId") ?? "") ? say(204) : refuse("NoSuchUpload");
  }

  function ofObject(
    { method, body }: WebRequest,
    id: string,
    version: string | undefined,
    found: PracticeBucket,
    may: May,
    denied: () => WebReply,
  ): WebReply {
    const kept = objects.get(id);
    if (method === "PUT") {
      if (!may("s3:PutObject")) return denied();
      const versionId = found.versioning === "Enabled" ? randomUUID() : undefined;
      objects.set(id, { content: body, ...(versionId ? { versionId } : {}) });
      return say(200, "", { etag: '"x"', ...(versionId ? { "x-amz-version-id": versionId } : {}) });
    }
    if (method === "GET") {
      if (!may("s3:GetObject")) return denied();
      if (!kept || markers.has(id)) return refuse("NoSuchKey");
      return { ...say(200), body: kept.content, headers: { ...say(200).headers, "content-type": "text/plain" } };
    }
    if (!may(version ? "s3:DeleteObjectVersion" : "s3:DeleteObject")) return denied();
    if (found.keepsAll) return say(204);
    if (found.versioning === "Enabled" && !version) {
      markers.add(id);
      return say(204, "", { "x-amz-delete-marker": "true", "x-amz-version-id": randomUUID() });
    }
    objects.delete(id);
    return say(204, "", version ? { "x-amz-version-id": version } : {});
  }

  const peer = await startWebPeer(answer, options);
  return {
    ...peer,
    contents: () => [
      ...[...objects].map(([id, { versionId }]) => (versionId ? `${id} ${versionId}` : id)),
      ...[...markers].map((id) => `marker of ${id}`),
    ],
    uploads: () => uploads.size,
  };
}
