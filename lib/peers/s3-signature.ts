import { createHash, createHmac } from "node:crypto";

import type { WebRequest } from "./web";

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data).digest();

/** What a Signature Version 4 header says, before it is believed. */
export interface Signed {
  accessKey: string;
  region: string;
  day: string;
  headers: string[];
  signature: string;
}

export function readSignature(header: string | undefined): Signed | undefined {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      header ?? "",
    );
  if (!match) return undefined;
  const [, accessKey = "", day = "", region = "", headers = "", signature = ""] = match;
  return { accessKey, day, region, headers: headers.split(";"), signature };
}

/** True when the request was signed with this secret as AWS documents it, and its body is the one that was signed. */
export function isSignedWith(secret: string, request: WebRequest, signed: Signed): boolean {
  const [path = "/", query = ""] = request.path.split("?");
  const payload = String(request.headers["x-amz-content-sha256"] ?? "");
  if (payload !== sha256(request.body)) return false;
  const canonical = [
    request.method,
    path,
    query.split("&").filter(Boolean).sort().join("&"),
    ...signed.headers.map((name) => `${name}:${String(request.headers[name] ?? "").trim()}`),
    "",
    signed.headers.join(";"),
    payload,
  ].join("\n");
  const scope = `${signed.day}/${signed.region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", String(request.headers["x-amz-date"] ?? ""), scope, sha256(canonical)].join("\n");
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, signed.day), signed.region), "s3"), "aws4_request");
  return createHmac("sha256", key).update(text).digest("hex") === signed.signature;
}
