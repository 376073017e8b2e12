import { setMaxListeners } from "node:events";

import type { Policy } from "@/lib/requirements/policy";

import type { EgressOptions } from "./egress/guard";
import type { HttpAnswer } from "./http";
import { inert } from "./inert";
import { guardedTransport, type SignedRequest, sdkResponse } from "./object-store/handler";
import { readAnswer } from "./object-store/read";
import type { BucketPlace, ObjectPlace, ObjectStoreProbe, ObjectStoreResult, Unreachable } from "./types";

type Sdk = typeof import("@aws-sdk/client-s3");
type Client = InstanceType<Sdk["S3Client"]>;
type LockOutput = import("@aws-sdk/client-s3").GetObjectLockConfigurationCommandOutput;

/** S3's documents are small; more than this is not one of them (catalogue 1.4). */
const BODY_BYTES = 1024 * 1024;
/** Loaded when the first request is made: the command starts without it. */
const loadSdk = () => import("@aws-sdk/client-s3");

export interface ObjectStoreOptions {
  endpoint: string;
  accessKey: string;
  secretKey: string;
  ca?: string;
  policy: Policy;
  egress: EgressOptions;
  signal: AbortSignal;
}

/** What one request is: how it is sent, and what is read from its parsed output. */
interface Question<T> {
  place: BucketPlace;
  send(client: Client, sdk: Sdk, place: { Bucket: string }): Promise<unknown>;
  /** `output` is what the SDK parsed; `answer` what came over the wire. */
  value?(output: never, answer: HttpAnswer): T | undefined;
  /** True when the body of a good answer is an object's content. */
  object?: boolean;
  /** True for what takes something back: it goes on when the run ends. */
  lasting?: boolean;
}

/**
 * The S3 service of one run (os-endpoint, os-bucket-rights). Requests are signed by the SDK with the
 * given keys only, and sent over our own guarded connections (catalogue 1.4).
 */
export function objectStoreProbe(options: ObjectStoreOptions): ObjectStoreProbe & { close(): void } {
  const { endpoint, policy, egress, signal } = options;
  setMaxListeners(0, signal);
  const { connectMs, checkMs, bodyBytes, perHost } = policy.limits;
  const limits = { connectMs, totalMs: checkMs, bodyBytes: Math.min(BODY_BYTES, bodyBytes) };
  const target = { url: endpoint, ...(options.ca ? { ca: options.ca } : {}) };
  const transport = guardedTransport(target, egress, limits, perHost);
  const once = new Map<string, Promise<unknown>>();

  /** A client for one request: nothing that a server said of clocks or regions colours the next one. */
  function client(
    sdk: Sdk,
    place: BucketPlace,
    handle: (request: SignedRequest) => Promise<HttpAnswer | undefined>,
  ): Client {
    return new sdk.S3Client({
      endpoint,
      region: place.region,
      credentials: { accessKeyId: options.accessKey, secretAccessKey: options.secretKey },
      forcePathStyle: place.addressing === "path",
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      followRegionRedirects: false,
      maxAttempts: 1,
      retryMode: "standard",
      defaultsMode: "standard",
      disableS3ExpressSessionAuth: true,
      disableMultiregionAccessPoints: true,
      ignoreConfiguredEndpointUrls: true,
      useArnRegion: false,
      useDualstackEndpoint: false,
      useFipsEndpoint: false,
      authSchemePreference: ["aws.auth#sigv4"],
      sigv4aSigningRegionSet: [place.region],
      userAgentAppId: "knovvu-readiness",
      expectContinueHeader: false,
      requestHandler: {
        async handle(request: SignedRequest) {
          const answer = await handle(request);
          if (!answer) throw new Error("no answer");
          return { response: sdkResponse(answer) };
        },
        updateHttpClientConfig() {},
        httpHandlerConfigs: () => ({}),
      } as never,
    });
  }

  async function ask<T>({ place, send, value, object, lasting }: Question<T>): Promise<ObjectStoreResult<T>> {
    const started = Date.now();
    const sdk = await loadSdk();
    let seen: HttpAnswer | Unreachable | undefined;
    const way = lasting ? guardedTransport(target, egress, limits, perHost) : transport;
    const asked = client(sdk, place, async (request) => {
      seen = await way.ask(request, place.bucket, lasting ? undefined : signal);
      return seen.ok ? seen : undefined;
    });
    let output: unknown;
    let trouble: unknown;
    try {
      output = await send(asked, sdk, { Bucket: place.bucket });
    } catch (error) {
      trouble = error;
    } finally {
      asked.destroy();
      if (lasting) way.close();
    }
    if (!seen) return unsent(trouble, Date.now() - started);
    if (!seen.ok) return seen;
    const answer = readAnswer(seen, object);
    if (answer.status >= 300) return answer as ObjectStoreResult<T>;
    if (trouble) return { ...answer, spoken: false } as ObjectStoreResult<T>;
    const found = value?.(output as never, seen);
    return { ...answer, ...(found === undefined ? {} : { value: found }) } as ObjectStoreResult<T>;
  }

  /** Facts are read once a run: same question, same answer. */
  function reading<T>(name: string, question: Question<T>): Promise<ObjectStoreResult<T>> {
    const { bucket, addressing, region } = question.place;
    const key = `${name} ${addressing} ${region} ${bucket}`;
    const known = once.get(key) as Promise<ObjectStoreResult<T>> | undefined;
    if (known) return known;
    const asked = ask(question);
    once.set(key, asked);
    return asked;
  }

  const inObject = ({ key, versionId }: ObjectPlace) => ({ Key: key, ...(versionId ? { VersionId: versionId } : {}) });

  return {
    head: (place) => reading("head", { place, send: (to, sdk, bucket) => to.send(new sdk.HeadBucketCommand(bucket)) }),
    location: (place) =>
      reading("location", {
        place,
        send: (to, sdk, bucket) => to.send(new sdk.GetBucketLocationCommand(bucket)),
        value: (output: { LocationConstraint?: string }) => ({ region: inert(output.LocationConstraint ?? "", 64) }),
      }),
    list: (place) =>
      reading("list", {
        place,
        send: (to, sdk, bucket) => to.send(new sdk.ListObjectsV2Command({ ...bucket, MaxKeys: 1 })),
      }),
    versioning: (place) =>
      reading("versioning", {
        place,
        send: (to, sdk, bucket) => to.send(new sdk.GetBucketVersioningCommand(bucket)),
        value: (output: { Status?: string }) => ({ state: inert(output.Status ?? "", 64) }),
      }),
    objectLock: (place) =>
      reading("object lock", {
        place,
        send: (to, sdk, bucket) => to.send(new sdk.GetObjectLockConfigurationCommand(bucket)),
        value: (output: LockOutput) => ({ retention: retentionOf(output) }),
      }),
    put: (place, content) =>
      ask({
        place,
        send: (to, sdk, bucket) =>
          to.send(new sdk.PutObjectCommand({ ...bucket, Key: place.key, Body: content, ContentType: "text/plain" })),
        value: (output: { VersionId?: string }) => (output.VersionId ? { versionId: output.VersionId } : {}),
      }),
    get: (place) =>
      ask({
        place,
        object: true,
        send: (to, sdk, bucket) => to.send(new sdk.GetObjectCommand({ ...bucket, ...inObject(place) })),
        value: (_output, answer) => ({ content: answer.text }),
      }),
    startMultipart: (place) =>
      ask({
        place,
        send: (to, sdk, bucket) => to.send(new sdk.CreateMultipartUploadCommand({ ...bucket, Key: place.key })),
        value: (output: { UploadId?: string }) => (output.UploadId ? { uploadId: output.UploadId } : undefined),
      }),
    abortMultipart: (place, uploadId) =>
      ask({
        place,
        lasting: true,
        send: (to, sdk, bucket) =>
          to.send(new sdk.AbortMultipartUploadCommand({ ...bucket, Key: place.key, UploadId: uploadId })),
      }),
    remove: (place) =>
      ask({
        place,
        lasting: true,
        send: (to, sdk, bucket) => to.send(new sdk.DeleteObjectCommand({ ...bucket, ...inObject(place) })),
        value: (output: { DeleteMarker?: boolean }) => ({ marker: output.DeleteMarker === true }),
      }),
    close: () => transport.close(),
  };
}

/** "30 days, COMPLIANCE", or empty when objects are not kept by default. */
function retentionOf({ ObjectLockConfiguration }: LockOutput): string {
  const kept = ObjectLockConfiguration?.Rule?.DefaultRetention;
  if (!kept) return "";
  return inert(`${kept.Days ? `${kept.Days} days` : `${kept.Years ?? 0} years`}, ${kept.Mode ?? "no mode"}`, 64);
}

/** The request never left: the bucket's name or the endpoint cannot be put into one. */
function unsent(trouble: unknown, durationMs: number): Unreachable {
  const detail = trouble instanceof Error ? inert(trouble.message, 200) : "";
  const message = `No request could be made of the bucket's name and the endpoint. Check both. ${detail}`.trim();
  return { ok: false, code: "error", phase: "policy", message, durationMs, addressesTried: [] };
}
