import { parseDocument, stringify } from "yaml";
import { z } from "zod";

import { ProductDraft } from "./definition";

const SCHEMA = "knovvu-readiness/product@1";
const LONGEST = 2_000_000;
const File = z.strictObject({
  schema: z.literal(SCHEMA, { error: `The first line must be: schema: ${SCHEMA}.` }),
  code: z.unknown(),
  name: z.unknown(),
  version: z.unknown(),
  definition: z.unknown(),
});

/** A product version as a YAML file. */
export function writeProductFile({ code, name, version, definition }: ProductDraft): string {
  return stringify({ schema: SCHEMA, code, name, version, definition }, { lineWidth: 0 });
}

/** What is wrong with a value, with its place, in one sentence. */
export function problemOf({ issues }: z.ZodError): { field: string; message: string } {
  const [issue] = issues;
  const path = (issue?.path ?? []).map(String).join(".");
  if (issue?.code === "unrecognized_keys")
    return { field: path, message: `${issue.keys.join(", ")} is not known in a product. Remove it.` };
  return { field: path, message: issue?.message ?? "This value cannot be used." };
}

/** Reads a product file. The message of a refusal names the key, or the line where it is no YAML. */
export function readProductFile(text: string): { ok: true; product: ProductDraft } | { ok: false; message: string } {
  if (text.length > LONGEST) return { ok: false, message: "The file is too long for a product." };
  const document = parseDocument(text, { schema: "core", uniqueKeys: true });
  const [broken] = document.errors;
  if (broken) {
    const line = broken.linePos?.[0].line;
    return { ok: false, message: `This is no YAML file${line ? `: look at line ${line}` : ""}.` };
  }
  let raw: unknown;
  try {
    raw = document.toJS({ maxAliasCount: 20 });
  } catch {
    return { ok: false, message: "The file uses too many aliases. Write its values out." };
  }
  const file = File.safeParse(raw);
  if (!file.success) return { ok: false, message: problemOf(file.error).message };
  const { schema: _schema, version, ...others } = file.data;
  // 5.2 without quotation marks is a number in YAML.
  const parsed = ProductDraft.safeParse({
    ...others,
    version: typeof version === "number" ? String(version) : version,
  });
  if (parsed.success) return { ok: true, product: parsed.data };
  const { field, message } = problemOf(parsed.error);
  return { ok: false, message: `${field ? `${field}: ` : ""}${message}` };
}
