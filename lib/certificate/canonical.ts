import { createHash } from "node:crypto";

import { type CertificateContent, Content } from "./content";

/**
 * JSON with one spelling: no white space, the keys of every object in the order of their UTF-16 code units
 * (as RFC 8785 has it), members without a value left out. Throws for what JSON cannot say, such as NaN.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`);
    return `{${members.join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`JSON cannot say ${value}.`);
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new Error(`JSON cannot say ${typeof value}.`);
  return text;
}

/** SHA-256, in lower-case hex, over the canonical JSON of a certificate's content. */
export function contentHash(content: unknown): string {
  return createHash("sha256").update(canonicalJson(content)).digest("hex");
}

/** What a handed-in certificate turned out to be. */
export type Verified =
  | { genuine: true; content: CertificateContent }
  | { genuine: false; because: "unreadable" | "other-hash" };

/** Whether a content is a certificate's, and still exactly the one that the hash was made of. Never throws. */
export function verify({ content, hash }: { content: unknown; hash: string }): Verified {
  const parsed = Content.safeParse(content);
  if (!parsed.success) return { genuine: false, because: "unreadable" };
  return contentHash(content) === hash
    ? { genuine: true, content: parsed.data }
    : { genuine: false, because: "other-hash" };
}
