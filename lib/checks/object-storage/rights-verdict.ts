import type { Judgement, Step } from "@/lib/checks/define-check";
import type { ObjectStoreResult } from "@/lib/probes/types";

import { named } from "./answer-trouble";
import { CONTENT, type Written, went } from "./writing";

type Judged = Pick<Judgement, "verdict" | "reasonCode" | "message" | "found">;

const isDenied = (answer: ObjectStoreResult<unknown>): boolean =>
  answer.ok && (answer.status === 403 || answer.status === 401);
const words = (answer: ObjectStoreResult<unknown>): string => (answer.ok ? named(answer) : answer.message);

/** What stays behind in the bucket after removing was tried, in a sentence; empty when nothing does. */
export function residueOf(bucket: string, written: Written): string {
  const { key, put, startMultipart, abortMultipart, remove, removeCurrent, after } = written;
  const left: string[] = [];
  const versionId = put.ok ? put.value?.versionId : undefined;
  if (remove && !went(remove)) {
    const version = versionId ? ` (version ${versionId})` : "";
    if (went(removeCurrent)) left.push(`the object ${key}${version} under a delete marker`);
    else left.push(went(put) ? `the object ${key}${version}` : `perhaps the object ${key}`);
  } else if (went(after)) left.push(`the object ${key}, though deleting it was answered with success`);
  else if (remove?.ok && remove.value?.marker) left.push(`a delete marker of ${key}`);
  if (went(startMultipart) && !went(abortMultipart)) left.push(`an unfinished multipart upload of ${key}`);
  return left.length > 0 ? `Left in ${bucket}: ${left.join(", and ")}. Remove it by hand.` : "";
}

/** The writing rights of one bucket (os-bucket-rights): what was denied, what stayed behind, or all well. */
export function judgeWritten(bucket: string, written: Written): Judged {
  const { put, get, startMultipart, abortMultipart, remove, removeCurrent } = written;
  const residue = residueOf(bucket, written);
  const say = (
    verdict: Judged["verdict"],
    reasonCode: Judged["reasonCode"],
    found: string,
    message: string,
  ): Judged => ({
    verdict,
    reasonCode: residue ? "residue" : reasonCode,
    found,
    message: residue ? `${message} ${residue}` : message,
  });
  const denials: string[] = [];
  if (isDenied(put)) denials.push(`write objects (s3:PutObject: ${words(put)})`);
  if (get && isDenied(get)) denials.push(`read objects (s3:GetObject: ${words(get)})`);
  if (startMultipart && isDenied(startMultipart))
    denials.push(`write in parts (s3:PutObject: ${words(startMultipart)})`);
  const kept = removeCurrent ?? remove;
  if (kept && isDenied(kept)) denials.push(`delete objects (s3:DeleteObject: ${words(kept)})`);
  if (denials.length > 0)
    return say(
      "fail",
      "forbidden",
      denials.join("; "),
      `In ${bucket} the keys may not ${denials.join(", nor ")}. Attach the generated policy.`,
    );
  if (put.ok && put.code === "NoSuchBucket")
    return say(
      "fail",
      "not-found",
      words(put),
      `There is no bucket ${bucket} at this endpoint. Create it, or correct its name.`,
    );
  const open = (
    [
      ["Writing", put],
      ["Reading", get],
      ["Beginning a multipart upload", startMultipart],
    ] as const
  ).find(([, answer]) => answer && !went(answer));
  const unimplemented = startMultipart?.ok && startMultipart.status === 501;
  if (open?.[1] && !unimplemented) {
    const [what, answer] = open;
    const reasonCode = answer.ok ? "error" : answer.code;
    return say(
      "could-not-tell",
      reasonCode,
      words(answer),
      `${what} in ${bucket} came to no end: ${words(answer)}. Run this again, or ask the storage's administrator.`,
    );
  }
  if (get?.ok && get.value?.content !== CONTENT)
    return say(
      "fail",
      "error",
      "another content",
      `What was read from ${bucket} is not what was written. Something between here and the storage changes objects.`,
    );
  if (unimplemented)
    return say(
      "warn",
      "unsupported",
      words(startMultipart),
      `The keys may write, read and delete in ${bucket}, but the storage takes no multipart uploads, which large recordings need.`,
    );
  if (startMultipart && !went(abortMultipart))
    return say(
      "warn",
      "residue",
      abortMultipart ? words(abortMultipart) : "no upload id",
      `The keys may write, read and delete in ${bucket}, but not abort a multipart upload (s3:AbortMultipartUpload).`,
    );
  if (remove && !went(remove) && went(removeCurrent))
    return say(
      "warn",
      "residue",
      words(remove),
      `Versioning is on, and the keys may not delete a version (s3:DeleteObjectVersion: ${words(remove)}): a delete leaves the old version.`,
    );
  if (remove && !went(remove))
    return say("could-not-tell", "residue", words(remove), `Deleting in ${bucket} came to no end: ${words(remove)}.`);
  if (residue) return say("warn", "residue", "not gone", `A delete in ${bucket} does not remove everything.`);
  return say(
    "pass",
    "ok",
    "written, read and deleted",
    `The keys may write, read and delete in ${bucket}; the test object is gone.`,
  );
}

/** The writing rungs of the ladder. */
export function writtenSteps(written: Written | undefined): Step[] {
  const rung = (name: string, answer: ObjectStoreResult<unknown> | undefined): Step => {
    if (!answer) return { name, state: "not-reached" };
    if (went(answer)) return { name, state: "done" };
    return { name, state: isDenied(answer) ? "failed" : "could-not-tell", detail: words(answer) };
  };
  const multipart =
    written?.startMultipart && went(written.startMultipart) ? written.abortMultipart : written?.startMultipart;
  const removed = written?.removeCurrent ?? written?.remove;
  return [rung("put", written?.put), rung("get", written?.get), rung("multipart", multipart), rung("delete", removed)];
}
