import type { Answers, FieldId, NamespaceSizing, Product } from "@/lib/intake/answers";
import { formatCpu, formatMemory, parseQuantity } from "@/lib/intake/quantity";
import { displayAnswer, field } from "@/lib/intake/sections";

import { IMAGE_FILE, PRODUCT_CODES, type ProductDefinition, type ProductDraft, productLabel } from "./definition";

/** The answers that a product version can fill. */
export const FILLED = [
  "project.products",
  "ns.list",
  "ns.sizing",
  "reg.imageList",
  "db.names",
  "os.buckets",
  "ts.maestroSha256",
  "lic.installer",
] as const satisfies readonly FieldId[];
export type FilledField = (typeof FILLED)[number];

/** A value for an answer, and the product versions that it comes from. */
export interface Filling {
  value: unknown;
  from: string;
}

const inOrder = (products: readonly ProductDraft[]) =>
  [...products].sort((a, b) => PRODUCT_CODES.indexOf(a.code) - PRODUCT_CODES.indexOf(b.code));

/** The larger of two quantities, as it was written. */
function larger(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return (parseQuantity(a) ?? 0n) >= (parseQuantity(b) ?? 0n) ? a : b;
}
const more = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);

/** One namespace that two products name: it is there once, and must hold the larger need, never the sum. */
function shared(a: NamespaceSizing, b: NamespaceSizing): NamespaceSizing {
  const optional = {
    storage: larger(a.storage, b.storage),
    pvcCount: more(a.pvcCount, b.pvcCount),
    pods: more(a.pods, b.pods),
    limitsCpu: larger(a.limitsCpu, b.limitsCpu),
    limitsMemory: larger(a.limitsMemory, b.limitsMemory),
  };
  return {
    name: a.name,
    requestsCpu: larger(a.requestsCpu, b.requestsCpu) ?? a.requestsCpu,
    requestsMemory: larger(a.requestsMemory, b.requestsMemory) ?? a.requestsMemory,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

function byName<Row extends { name: string }>(rows: readonly Row[], merge: (a: Row, b: Row) => Row): Row[] {
  const merged = new Map<string, Row>();
  for (const row of rows) {
    const known = merged.get(row.name);
    merged.set(row.name, known ? merge(known, row) : row);
  }
  return [...merged.values()];
}

/**
 * What several product versions fill together: lists are united, a namespace that several name stands once,
 * with the role that the first one gives it and the largest of each need. Of single values the first counts.
 */
export function fillings(products: readonly ProductDraft[]): Partial<Record<FilledField, Filling>> {
  const ordered = inOrder(products);
  const found: Partial<Record<FilledField, Filling>> = {};
  const put = (id: FilledField, has: (one: ProductDraft) => boolean, value: (from: ProductDraft[]) => unknown) => {
    const from = ordered.filter(has);
    if (from.length > 0) found[id] = { value: value(from), from: from.map(productLabel).join(", ") };
  };
  const list = <Item>(items: readonly (readonly Item[] | undefined)[]) => [
    ...new Set(items.flatMap((one) => one ?? [])),
  ];
  put(
    "project.products",
    () => true,
    (from) => list<Product>(from.map(({ code }) => [code])),
  );
  put(
    "ns.list",
    ({ definition }) => Boolean(definition.namespaces?.length),
    (from) =>
      byName(
        from.flatMap(({ definition }) => definition.namespaces ?? []),
        (first) => first,
      ),
  );
  put(
    "ns.sizing",
    ({ definition }) => Boolean(definition.sizing?.length),
    (from) =>
      byName(
        from.flatMap(({ definition }) => definition.sizing ?? []),
        shared,
      ),
  );
  put(
    "reg.imageList",
    ({ definition }) => definition.images.length > 0,
    (from) => ({ name: IMAGE_FILE, text: `${list(from.map(({ definition }) => definition.images)).join("\n")}\n` }),
  );
  put(
    "db.names",
    ({ definition }) => Boolean(definition.databases?.length),
    (from) => list(from.map(({ definition }) => definition.databases)),
  );
  put(
    "os.buckets",
    ({ definition }) => Boolean(definition.buckets?.length),
    (from) => list(from.map(({ definition }) => definition.buckets)),
  );
  const [maestro, installer] = [
    ordered.find(({ definition }) => definition.maestroSha256),
    ordered.find(({ definition }) => definition.licenseInstaller),
  ];
  if (maestro) found["ts.maestroSha256"] = { value: maestro.definition.maestroSha256, from: productLabel(maestro) };
  if (installer)
    found["lic.installer"] = { value: installer.definition.licenseInstaller, from: productLabel(installer) };
  return found;
}

/** An answer as it stands: its value, who wrote it, and the product version that filled it, if one did. */
export interface StandingAnswer {
  value: unknown;
  author: string;
  product: string | null;
}

/** What would happen to one answer: `by-person` is left alone unless somebody ticks it. */
export interface FieldChange {
  field: FilledField;
  label: string;
  state: "empty" | "from-product" | "by-person" | "same";
  from: string;
  /** Who wrote it, and the product version that filled it. */
  author?: string;
  product?: string;
  removed: string[];
  added: string[];
  kept: number;
}

/** The lines of an answer that a person compares; of a file its text, not its name. */
function linesOf(id: FilledField, value: unknown): string[] {
  if (id === "reg.imageList" && value)
    return (value as { text: string }).text.split("\n").filter((line) => line.trim());
  return displayAnswer(id, value);
}

/** What choosing the products would fill and change, field by field, in the order of the intake. */
export function changesOf(
  filled: Partial<Record<FilledField, Filling>>,
  standing: Partial<Record<FilledField, StandingAnswer>>,
): FieldChange[] {
  return FILLED.flatMap((id): FieldChange[] => {
    const filling = filled[id];
    if (!filling) return [];
    const now = standing[id];
    const empty = now === undefined || now.value === null || (Array.isArray(now.value) && now.value.length === 0);
    const [before, after] = [empty ? [] : linesOf(id, now.value), linesOf(id, filling.value)];
    const [was, is] = [new Set(before), new Set(after)];
    const same = !empty && JSON.stringify(now.value) === JSON.stringify(filling.value);
    return [
      {
        field: id,
        label: field(id).label,
        state: same ? "same" : empty ? "empty" : now.product ? "from-product" : "by-person",
        from: filling.from,
        ...(empty ? {} : { author: now.author, ...(now.product ? { product: now.product } : {}) }),
        removed: before.filter((line) => !is.has(line)),
        added: after.filter((line) => !was.has(line)),
        kept: after.filter((line) => was.has(line)).length,
      },
    ];
  });
}

/** Database versions by product, as the chosen product versions verify them. */
export function verifiedVersions(
  products: readonly { code: Product; databaseVersions: ProductDefinition["databaseVersions"] }[],
): Partial<Record<Product, { postgresql?: number[]; mssql?: number[] }>> {
  const found: Partial<Record<Product, { postgresql?: number[]; mssql?: number[] }>> = {};
  for (const { code, databaseVersions } of products) {
    for (const engine of ["postgresql", "mssql"] as const) {
      const majors = databaseVersions[engine];
      if (!majors?.length) continue;
      found[code] = { ...found[code], [engine]: [...new Set([...(found[code]?.[engine] ?? []), ...majors])] };
    }
  }
  return found;
}

/** The sum of the requests over the namespaces of a filling, for a person to read. */
export function totalOf(sizing: Answers["ns.sizing"]): { cpu: string; memory: string } {
  const sum = (key: "requestsCpu" | "requestsMemory") =>
    (sizing ?? []).reduce((all, row) => all + (parseQuantity(row[key]) ?? 0n), 0n);
  return { cpu: formatCpu(sum("requestsCpu")), memory: formatMemory(sum("requestsMemory")) };
}
