import type { HttpAnswer } from "../http";
import { inert } from "../inert";
import type { ObjectStoreAnswer } from "../types";

/** Roots of the documents that S3 answers with; anything else in a body comes from somebody else. */
const ROOT =
  /^\s*(?:<\?xml[^>]*\?>\s*)?<(Error|LocationConstraint|ListBucketResult|VersioningConfiguration|ObjectLockConfiguration|InitiateMultipartUploadResult)[\s/>]/;
const REGION = /^[a-z0-9-]{2,32}$/;

function element(text: string, name: string): string {
  const found = new RegExp(`<${name}>([^<]{0,1024})</${name}>`).exec(text)?.[1] ?? "";
  return inert(
    found.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
  );
}

/** True when the answer looks like S3's own, and not like that of a web server in its place. */
function isSpoken({ headers, body, text, status }: HttpAnswer, object: boolean): boolean {
  if (Object.keys(headers).some((name) => name.startsWith("x-amz-")))
    return body.length === 0 || object || ROOT.test(text);
  if (object && status < 300) return true;
  if (body.length > 0) return ROOT.test(text);
  return status < 300 || status > 399 ? !/html|json/.test(headers["content-type"] ?? "") : false;
}

/** What is kept of an answer: status, error code, request id, region and clock. Never a body. */
export function readAnswer(answer: HttpAnswer, object = false): ObjectStoreAnswer<undefined> {
  const { status, headers, text, address, durationMs } = answer;
  const failed = status >= 300;
  const region = headers["x-amz-bucket-region"] || (failed ? element(text, "Region") : "");
  const date = Date.parse(headers.date ?? "");
  return {
    ok: true,
    status,
    code: failed ? element(text, "Code") : "",
    message: failed ? element(text, "Message") : "",
    requestId: inert(headers["x-amz-request-id"] ?? "", 128) || (failed ? element(text, "RequestId") : ""),
    ...(REGION.test(region) ? { region } : {}),
    ...(Number.isNaN(date) ? {} : { clockSkewMs: date - Date.now() }),
    spoken: isSpoken(answer, object),
    address,
    durationMs,
  };
}
