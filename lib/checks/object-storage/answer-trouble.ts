import type { Judgement } from "@/lib/checks/define-check";
import type { ObjectStoreAnswer, ObjectStoreResult } from "@/lib/probes/types";

import { type Attempt, isSkewed } from "./way-in";

/** Where a refusal stopped us: at the signature, at the bucket, or before S3 was met at all. */
export interface Trouble extends Pick<Judgement, "verdict" | "reasonCode" | "message"> {
  at: "speak" | "sign" | "bucket";
  found: string;
}

/** Codes, status and request id: what is worth keeping of an answer (catalogue 3.8, keep). */
export function kept(answer: ObjectStoreResult<unknown>): Record<string, unknown> {
  if (!answer.ok) return { code: answer.code, phase: answer.phase };
  const { status, code, requestId, region } = answer;
  return { status, ...(code ? { code } : {}), ...(requestId ? { requestId } : {}), ...(region ? { region } : {}) };
}

/** `NoSuchBucket (404)`, or the status alone. */
export function named({ code, status }: Pick<ObjectStoreAnswer, "code" | "status">): string {
  return code ? `${code} (${status})` : `HTTP ${status}`;
}

/** What an answer to a signed HEAD means when it is not the bucket (os-endpoint). */
export function troubleOf(attempt: Attempt, about: { bucket: string; key: string }): Trouble {
  const { head, location, region } = attempt;
  if (!head.ok || (location && !location.ok)) {
    const broken = (head.ok ? location : head) as Extract<ObjectStoreResult, { ok: false }>;
    return {
      at: "speak",
      verdict: "could-not-tell",
      reasonCode: broken.code,
      found: broken.code,
      message: broken.message,
    };
  }
  const answer = location ?? head;
  const found = named(answer);
  const { bucket, key } = about;
  const say = (
    at: Trouble["at"],
    verdict: Trouble["verdict"],
    reasonCode: Trouble["reasonCode"],
    message: string,
  ): Trouble => ({ at, verdict, reasonCode, found, message });
  if (isSkewed(answer)) {
    const minutes = Math.round(Math.abs(answer.clockSkewMs ?? 0) / 60_000);
    return say(
      "sign",
      "could-not-tell",
      "error",
      `The endpoint's clock and the one of the machine that looked differ by ${minutes} minutes; S3 takes 15 at most. Set both by a time server, then run this again.`,
    );
  }
  switch (answer.code) {
    case "SignatureDoesNotMatch":
      return say(
        "sign",
        "fail",
        "auth",
        `The secret key does not belong to the access key ${key}. Enter the secret key again.`,
      );
    case "InvalidAccessKeyId":
      return say(
        "sign",
        "fail",
        "auth",
        `The endpoint does not know the access key ${key}. Enter the key pair of this service.`,
      );
    case "NoSuchBucket":
      return say(
        "bucket",
        "fail",
        "not-found",
        `There is no bucket ${bucket} at this endpoint. Create it, or correct its name.`,
      );
    case "PermanentRedirect":
    case "TemporaryRedirect":
    case "AuthorizationHeaderMalformed":
    case "InvalidRegion":
      return say(
        "sign",
        "fail",
        "answer-mismatch",
        `The endpoint does not serve ${bucket} for region ${region}. Enter the region of the bucket, and the endpoint of that region.`,
      );
    case "SlowDown":
    case "TooManyRequests":
      return say(
        "speak",
        "could-not-tell",
        "rate-limited",
        "The endpoint asked us to slow down. Run this again in a minute.",
      );
  }
  if (answer.status === 429)
    return say(
      "speak",
      "could-not-tell",
      "rate-limited",
      "The endpoint asked us to slow down. Run this again in a minute.",
    );
  if (!answer.spoken) {
    const redirect = answer.status >= 300 && answer.status < 400;
    return say(
      "speak",
      "could-not-tell",
      "error",
      redirect
        ? `The endpoint points elsewhere (${found}), which is not followed. Enter the address of the S3 service itself.`
        : `Something answers at the endpoint (${found}), but not as S3 does: a proxy or a log-in page, perhaps. Check the address and port.`,
    );
  }
  if (answer.status === 401)
    return say("sign", "fail", "auth", `The endpoint did not accept the keys (${found}). Enter the key pair again.`);
  if (answer.status === 404)
    return say(
      "bucket",
      "fail",
      "not-found",
      `There is no bucket ${bucket} at this endpoint. Create it, or correct its name.`,
    );
  if (answer.status === 403)
    return say(
      "sign",
      "could-not-tell",
      "forbidden",
      `The endpoint refused the request (${found}). ${answer.message || "Ask its administrator why."}`,
    );
  return say(
    "speak",
    "could-not-tell",
    "error",
    `The endpoint answered ${found}, which settles nothing. ${answer.message || "Run this again, or ask its administrator."}`,
  );
}
