import "server-only";

import { type Actor, isVendor } from "@/lib/auth/actor";
import { Conflict, Forbidden, Invalid } from "@/lib/errors";
import type { NamespaceSizing } from "@/lib/intake/answers";
import { compareVersions, type ProductView, productLabel } from "@/lib/products/definition";
import {
  changesOf,
  FILLED,
  type FieldChange,
  type FilledField,
  fillings,
  type StandingAnswer,
  totalOf,
} from "@/lib/products/fill";

import { proveOpenProject, proveProject } from "./access";
import { writeAnswer } from "./answers";
import { answersChanged } from "./answers-changed";
import { auditAll } from "./audit";
import { db, type Tx } from "./db";
import { inShownOrder, productView } from "./products";
import { staleFor } from "./staleness";

/** What a project was filled from, and the newer versions that could take their place. */
export interface ChosenProduct {
  id: string;
  label: string;
  name: string;
  newer?: { id: string; label: string };
}

/** What choosing product versions would do, and the revision of the answers that it was worked out on. */
export interface ProductPlan {
  products: { id: string; label: string }[];
  changes: FieldChange[];
  total: { cpu: string; memory: string };
  answersRevision: number;
}

const COUNTED = { _count: { select: { projects: true } } } as const;

async function chosenRows(tx: Tx, projectId: string): Promise<ProductView[]> {
  const rows = await tx.projectProduct.findMany({
    where: { projectId },
    include: { product: { include: COUNTED } },
  });
  return rows.map(({ product }) => productView(product)).sort(inShownOrder);
}

async function offered(tx: Tx): Promise<ProductView[]> {
  const rows = await tx.product.findMany({ where: { retiredAt: null }, include: COUNTED });
  return rows.map(productView).sort(inShownOrder);
}

/** The product versions of a project, each with the newest one that could replace it. */
export async function getProjectProducts(actor: Actor, projectId: string): Promise<ChosenProduct[]> {
  return (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, projectId);
    const [chosen, all] = [await chosenRows(tx, projectId), await offered(tx)];
    return chosen.map((one) => {
      const newer = all.find(
        (other) =>
          other.code === one.code && other.name === one.name && compareVersions(other.version, one.version) > 0,
      );
      return {
        id: one.id,
        label: productLabel(one),
        name: one.name,
        ...(newer ? { newer: { id: newer.id, label: productLabel(newer) } } : {}),
      };
    });
  });
}

/** The versions that a project can choose: those in use by SESTEK, and what it has already. SESTEK's people only. */
export async function choosableProducts(actor: Actor, projectId: string): Promise<ProductView[]> {
  proveMayChoose(actor);
  return (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, projectId);
    return choosable(await offered(tx), await chosenRows(tx, projectId));
  });
}

function choosable(all: readonly ProductView[], chosen: readonly ProductView[]): ProductView[] {
  const known = new Map([...all, ...chosen].map((one) => [one.id, one]));
  return [...known.values()].sort(inShownOrder);
}

function proveMayChoose(actor: Actor): void {
  if (!isVendor(actor)) throw new Forbidden("SESTEK chooses the product versions.");
}

async function planned(tx: Tx, projectId: string, productIds: readonly string[]) {
  const all = choosable(await offered(tx), await chosenRows(tx, projectId));
  const products = all.filter(({ id }) => productIds.includes(id));
  if (products.length === 0 || products.length < new Set(productIds).size)
    throw new Invalid("Choose product versions of the list. One of them may have been retired since.");
  const names = products.map(({ code, name }) => `${code} ${name}`);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice) throw new Invalid(`Choose one version only of ${twice}.`);
  const filled = fillings(products);
  const rows = await tx.answer.findMany({ where: { projectId, field: { in: [...FILLED] } } });
  const standing: Partial<Record<FilledField, StandingAnswer>> = Object.fromEntries(
    rows.map((row) => [
      row.field,
      { value: JSON.parse(row.value) as unknown, author: row.authorName, product: row.product },
    ]),
  );
  return { products, filled, changes: changesOf(filled, standing) };
}

/** What choosing these versions would fill and change, without doing it. */
export async function planProducts(
  actor: Actor,
  projectId: string,
  productIds: readonly string[],
): Promise<ProductPlan> {
  proveMayChoose(actor);
  return (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, projectId);
    const { products, filled, changes } = await planned(tx, projectId, productIds);
    const { answersRevision } = await tx.project.findUniqueOrThrow({
      where: { id: projectId },
      select: { answersRevision: true },
    });
    return {
      products: products.map((one) => ({ id: one.id, label: productLabel(one) })),
      changes,
      total: totalOf(filled["ns.sizing"]?.value as NamespaceSizing[] | undefined),
      answersRevision,
    };
  });
}

/**
 * Fills the ticked answers from the chosen versions, and remembers the versions for the project. What is
 * written is worked out here again; an answer that is not ticked stays. An answer that somebody changed
 * since the plan was shown is a Conflict, and then nothing is filled.
 */
export async function applyProducts(
  actor: Actor,
  input: { projectId: string; productIds: readonly string[]; fields: readonly string[]; answersRevision: number },
): Promise<{ filled: number }> {
  proveMayChoose(actor);
  const { projectId, productIds, fields, answersRevision } = input;
  const now = new Date();
  return (await db()).$transaction(
    async (tx) => {
      await proveOpenProject(tx, actor, projectId);
      const { products, filled, changes } = await planned(tx, projectId, productIds);
      const { count } = await tx.project.updateMany({
        where: { id: projectId, answersRevision },
        data: { answersRevision },
      });
      if (count === 0)
        throw new Conflict(
          "Somebody has changed answers of this project since the list was made. Look at it again, then fill.",
          undefined,
        );
      const names = products.map(productLabel).join(", ");
      const chosen = changes.filter(({ field, state }) => state !== "same" && fields.includes(field));
      await answersChanged(tx, actor, projectId, `${actor.name} chose the products ${names}.`);
      await staleFor(tx, {
        projectId,
        requirements: ["db-version"],
        because: `${actor.name} has chosen other product versions since.`,
        now,
      });
      for (const { field } of chosen) {
        const filling = filled[field];
        if (filling)
          await writeAnswer(tx, actor, { projectId, field, value: filling.value, now, product: filling.from });
      }
      await tx.projectProduct.deleteMany({ where: { projectId } });
      await tx.projectProduct.createMany({
        data: products.map(({ id }) => ({ projectId, productId: id, chosenBy: actor.name, chosenAt: now })),
      });
      await auditAll(tx, actor, [
        { action: "product.applied", projectId, subject: names, details: { fields: chosen.map(({ field }) => field) } },
      ]);
      return { filled: chosen.length };
    },
    { timeout: 20_000 },
  );
}
