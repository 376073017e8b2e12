import { createHash } from "node:crypto";

/** A JSON string of ASCII characters only, as the scripts write it: the seal is over these. */
export function asciiJson(text: string): string {
  let out = "";
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) out += '\\"';
    else if (code === 92) out += "\\\\";
    else if (code < 32 || code > 126) out += `\\u${code.toString(16).padStart(4, "0")}`;
    else out += text[at];
  }
  return `"${out}"`;
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** The header's values and each item as flat lists of texts: what a seal covers, whatever the file's layout. */
export interface Sealed {
  head: readonly string[];
  items: readonly (readonly string[])[];
}

/** The digest of all that a result says. */
export function contentDigest({ head, items }: Sealed): string {
  const line = (values: readonly string[]) => `[${values.map(asciiJson).join(",")}]`;
  return sha256([head, ...items].map(line).join("\n"));
}

/**
 * The seal of a result: a hash over the code's hash and the content's digest. Both inner parts have a
 * fixed length, so that nothing can be added behind; every machine can compute it without a library.
 */
export function sealOf(codeHash: string, digest: string): string {
  return sha256(`${codeHash}:${digest}`);
}
