import { z } from "zod";

import type { AnswerFieldId, Answers } from "@/lib/intake/answers";
import { parseAnswer } from "@/lib/intake/parse";

export const PRODUCT_CODES = ["CORE", "STAI", "CA", "VA", "OTHER"] as const;
export type ProductCode = (typeof PRODUCT_CODES)[number];

/** The name of the image list that a product fills in. */
export const IMAGE_FILE = "images.txt";

/** A value under the rules of the answer that it fills; an empty one counts as left out. */
const answer = <Id extends AnswerFieldId>(id: Id) =>
  z.unknown().transform((value, context): NonNullable<Answers[Id]> | undefined => {
    if (value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0))
      return undefined;
    const parsed = parseAnswer(id, value);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: "custom", message: parsed.message });
    return z.NEVER;
  });
const images = z
  .array(z.string())
  .max(5000)
  .transform((lines, context) => {
    const given = lines.map((line) => line.trim()).filter(Boolean);
    const parsed =
      given.length > 0 ? parseAnswer("reg.imageList", { name: IMAGE_FILE, text: given.join("\n") }) : undefined;
    if (parsed && !parsed.ok) context.addIssue({ code: "custom", message: parsed.message });
    return given;
  });
const majors = z
  .array(z.number({ error: "Enter numbers such as 14, 15." }).positive())
  .max(20)
  .transform((list) => [...new Set(list)].sort((a, b) => a - b));

/** What an installation of one product version needs; every list may be left out. */
export const ProductDefinition = z
  .strictObject({
    namespaces: answer("ns.list").prefault(undefined),
    sizing: answer("ns.sizing").prefault(undefined),
    images: images.prefault([]),
    /** Verified major versions by engine; an empty list says nothing. */
    databaseVersions: z.strictObject({ postgresql: majors.optional(), mssql: majors.optional() }).prefault({}),
    databases: answer("db.names").prefault(undefined),
    buckets: answer("os.buckets").prefault(undefined),
    maestroSha256: answer("ts.maestroSha256").prefault(undefined),
    licenseInstaller: answer("lic.installer").prefault(undefined),
  })
  .superRefine(({ namespaces = [], sizing = [] }, context) => {
    const names = new Set(namespaces.map(({ name }) => name));
    const stray = sizing.find(({ name }) => !names.has(name));
    if (stray)
      context.addIssue({
        code: "custom",
        path: ["sizing"],
        message: `${stray.name} is not one of the product's namespaces. Correct the name, or add it to the list.`,
      });
  });
export type ProductDefinition = z.infer<typeof ProductDefinition>;

/** A product version as people enter it and as its file holds it. */
export const ProductDraft = z.strictObject({
  code: z.enum(PRODUCT_CODES, { error: "Choose a product." }),
  name: z.string().trim().min(2, "Enter the product's name.").max(80, "Use at most 80 characters."),
  version: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z][0-9A-Za-z.+-]{0,39}$/, "Enter a version such as 5.2 or 5.2.1-rc1."),
  definition: ProductDefinition,
});
export type ProductDraft = z.infer<typeof ProductDraft>;

/** One product version. Times are ISO strings. */
export interface ProductView extends ProductDraft {
  id: string;
  updatedAt: string;
  retired: boolean;
  /** How many projects were filled from it. */
  projects: number;
}

/** How people call a product version, such as "VA 5.2". */
export function productLabel({ code, version }: Pick<ProductDraft, "code" | "version">): string {
  return `${code} ${version}`;
}

/** Order of versions as people read them: 5.10 comes after 5.9, and 5.2-rc1 before 5.2. */
export function compareVersions(a: string, b: string): number {
  const [mainA = "", preA] = a.split(/-(.*)/s);
  const [mainB = "", preB] = b.split(/-(.*)/s);
  const byMain = mainA.localeCompare(mainB, "en", { numeric: true });
  if (byMain !== 0) return byMain;
  if (preA === undefined || preB === undefined) return Number(preA === undefined) - Number(preB === undefined);
  return preA.localeCompare(preB, "en", { numeric: true });
}
