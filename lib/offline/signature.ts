import { createHmac, timingSafeEqual } from "node:crypto";

import { canonicalJson } from "@/lib/certificate/canonical";

/** HMAC-SHA-256 over the canonical JSON of all but the signature itself, in base64url. */
function signatureOf({ signature: _old, ...said }: Record<string, unknown>, key: string): string {
  return createHmac("sha256", Buffer.from(key, "base64url")).update(canonicalJson(said)).digest("base64url");
}

/** The content as it will stand in the file, signed with the plan's key. */
export function signed<Content extends object>(content: Content, key: string): Content & { signature: string } {
  // What JSON does not say is not signed either.
  const said = JSON.parse(JSON.stringify(content)) as Content & Record<string, unknown>;
  return { ...said, signature: signatureOf(said, key) };
}

/** True when the content was signed with that key, to the last byte; compared in constant time. */
export function isSignedWith(content: Record<string, unknown> & { signature: string }, key: string): boolean {
  // As texts: several spellings in base64 decode to the same bytes.
  const expected = Buffer.from(signatureOf(content, key));
  const given = Buffer.from(content.signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
