import { randomUUID } from "node:crypto";

import type { BucketPlace, ObjectPlace, ObjectStoreProbe, ObjectStoreResult } from "@/lib/probes/types";

/** What is written: 1 KiB that says what it is and who may remove it. */
export const CONTENT = "Written by Knovvu Readiness to test the rights on this bucket. It may be removed.\n"
  .repeat(13)
  .slice(0, 1024);

/** What the writing part of one bucket led to; a step that was not reached is left out. */
export interface Written {
  key: string;
  put: ObjectStoreResult<{ versionId?: string }>;
  get?: ObjectStoreResult<{ content: string }>;
  startMultipart?: ObjectStoreResult<{ uploadId: string }>;
  abortMultipart?: ObjectStoreResult;
  remove?: ObjectStoreResult<{ marker: boolean }>;
  /** A plain delete, tried when the version could not be deleted. */
  removeCurrent?: ObjectStoreResult<{ marker: boolean }>;
  /** The object, asked for once more after it was removed. */
  after?: ObjectStoreResult<{ content: string }>;
}

/** True when the request was answered with a 2xx. */
export const went = (answer: ObjectStoreResult<unknown> | undefined): boolean =>
  answer?.ok === true && answer.status < 300 && answer.spoken;

/** An answer that leaves open whether the object was written: then it is removed all the same. */
const maybeWritten = (put: ObjectStoreResult<unknown>): boolean =>
  put.ok ? put.status < 300 || put.status >= 500 : put.phase === "request" || put.phase === "response";

/**
 * Writes one named object, reads it, begins and aborts a multipart upload, and removes the object with
 * its version (os-bucket-rights, consented). Whatever happens in between, removing is tried.
 */
export async function writeAndRemove(probe: ObjectStoreProbe, place: BucketPlace): Promise<Written> {
  const object: ObjectPlace = { ...place, key: `rdy/${randomUUID()}` };
  const put = await probe.put(object, CONTENT);
  const seen: Written = { key: object.key, put };
  const versionId = put.ok ? put.value?.versionId : undefined;
  try {
    if (went(put)) {
      seen.get = await probe.get(object);
      if (seen.get.ok) seen.startMultipart = await probe.startMultipart(object);
    }
  } finally {
    const uploadId = seen.startMultipart?.ok ? seen.startMultipart.value?.uploadId : undefined;
    if (uploadId) seen.abortMultipart = await probe.abortMultipart(object, uploadId);
    if (maybeWritten(put)) seen.remove = await probe.remove({ ...object, ...(versionId ? { versionId } : {}) });
    if (versionId && seen.remove && !went(seen.remove)) seen.removeCurrent = await probe.remove(object);
    if (went(seen.removeCurrent ?? seen.remove)) seen.after = await probe.get(object);
  }
  return seen;
}
