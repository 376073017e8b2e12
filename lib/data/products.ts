import "server-only";

import { type Actor, isVendor } from "@/lib/auth/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/errors";
import {
  compareVersions,
  PRODUCT_CODES,
  ProductDefinition,
  ProductDraft,
  type ProductView,
  productLabel,
} from "@/lib/products/definition";
import { problemOf, readProductFile } from "@/lib/products/file";

import { audit } from "./audit";
import { db, isDouble } from "./db";

interface ProductRow {
  id: string;
  code: string;
  name: string;
  version: string;
  definition: string;
  updatedAt: Date;
  retiredAt: Date | null;
  _count: { projects: number };
}
const COUNTED = { _count: { select: { projects: true } } } as const;

function proveVendor(actor: Actor): void {
  if (!isVendor(actor)) throw new NotFound();
}

function proveAdmin(actor: Actor): void {
  proveVendor(actor);
  if (actor.role !== "admin") throw new Forbidden("Only an administrator keeps the products.");
}

/** A stored definition in its present form. */
export function definitionOf(text: string): ProductDefinition {
  return ProductDefinition.parse(JSON.parse(text));
}

/** A row of the table as pages show it. */
export function productView(row: ProductRow): ProductView {
  return {
    id: row.id,
    code: row.code as ProductView["code"],
    name: row.name,
    version: row.version,
    definition: definitionOf(row.definition),
    updatedAt: row.updatedAt.toISOString(),
    retired: row.retiredAt !== null,
    projects: row._count.projects,
  };
}

/** By product, and of each the newest version first. */
export function inShownOrder(a: Pick<ProductView, "code" | "version">, b: Pick<ProductView, "code" | "version">) {
  return PRODUCT_CODES.indexOf(a.code) - PRODUCT_CODES.indexOf(b.code) || compareVersions(b.version, a.version);
}

/** Every product version, by product and with the newest first; for SESTEK's people. */
export async function listProducts(actor: Actor): Promise<ProductView[]> {
  proveVendor(actor);
  const rows = await (await db()).product.findMany({ include: COUNTED });
  return rows.map(productView).sort(inShownOrder);
}

/** One product version, for SESTEK's people. */
export async function getProduct(actor: Actor, productId: string): Promise<ProductView> {
  proveVendor(actor);
  const row = await (await db()).product.findUnique({ where: { id: productId }, include: COUNTED });
  if (!row) throw new NotFound("Product");
  return productView(row);
}

function draftOf(input: unknown): ProductDraft {
  const parsed = ProductDraft.safeParse(input);
  if (parsed.success) return parsed.data;
  const { field, message } = problemOf(parsed.error);
  throw new Invalid(message, field.replace("definition.", ""));
}

/**
 * Adds a product version, or changes one that no project was filled from yet: what projects hold stays what
 * it was, and they are offered the difference to a new version. `seenAt` is the state that was edited.
 */
export async function saveProduct(
  actor: Actor,
  input: { id?: string; seenAt?: string; product: unknown },
): Promise<{ id: string }> {
  proveAdmin(actor);
  const { code, name, version, definition } = draftOf(input.product);
  const label = productLabel({ code, version });
  const data = { code, name, version, definition: JSON.stringify(definition), updatedAt: new Date() };
  const work = (await db()).$transaction(async (tx) => {
    const entry = { action: "product.saved", subject: label } as const;
    if (!input.id) {
      const { id } = await tx.product.create({ data: { ...data, createdBy: actor.name }, select: { id: true } });
      await audit(tx, actor, { ...entry, details: { id, added: true } });
      return { id };
    }
    const known = await tx.product.findUnique({ where: { id: input.id }, include: COUNTED });
    if (!known) throw new NotFound("Product");
    if (known._count.projects > 0)
      throw new Invalid("Projects were filled from this version, so it stays as it is. Make a new version from it.");
    const { count } = await tx.product.updateMany({
      where: { id: input.id, updatedAt: new Date(input.seenAt ?? 0) },
      data,
    });
    if (count === 0)
      throw new Conflict("Somebody has changed this version in the meantime. Open it again to see how.", known.version);
    await audit(tx, actor, { ...entry, details: { id: input.id } });
    return { id: input.id };
  });
  return work.catch((error: unknown) => {
    if (isDouble(error))
      throw new Conflict(`There is a ${label} already. Give the new one another version.`, undefined);
    throw error;
  });
}

/** Adds the product version of a YAML file. */
export async function importProduct(actor: Actor, text: string): Promise<{ id: string }> {
  proveAdmin(actor);
  const read = readProductFile(text);
  if (!read.ok) throw new Invalid(read.message, "file");
  return saveProduct(actor, { product: read.product });
}

/** Takes a version out of the choice, or puts it back. Projects that were filled from it keep their answers. */
export async function retireProduct(actor: Actor, productId: string, retired: boolean): Promise<void> {
  proveAdmin(actor);
  await (await db()).$transaction(async (tx) => {
    const row = await tx.product.findUnique({ where: { id: productId } });
    if (!row) throw new NotFound("Product");
    const { count } = await tx.product.updateMany({
      where: { id: productId, retiredAt: retired ? null : { not: null } },
      data: { retiredAt: retired ? new Date() : null },
    });
    if (count === 0) return;
    await audit(tx, actor, {
      action: "product.retired",
      subject: `${row.code} ${row.version}`,
      details: { id: productId, retired },
    });
  });
}
