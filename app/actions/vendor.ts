"use server";

import { z } from "zod";

import { action } from "@/lib/actions/action";
import { confirmDecision as confirm } from "@/lib/data/decisions";
import { agreeToMatrix as agree } from "@/lib/data/matrix";
import { retireProduct as retire, saveProduct as save, importProduct as take } from "@/lib/data/products";
import { applyProducts as apply } from "@/lib/data/project-products";

const id = z.string().min(1).max(64);

/** The actor's side agrees to the responsibility matrix of that hash. */
export const agreeToMatrix = action(z.object({ projectId: id, hash: z.string().max(64) }), (actor, input) =>
  agree(actor, input.projectId, input.hash),
);

/** SESTEK confirms or changes one open question. */
export const confirmDecision = action(
  z.object({
    id: z.string().max(4),
    value: z.record(z.string().max(40), z.unknown()),
    note: z.string().max(4000).optional(),
    seenAt: z.iso.datetime().nullable(),
  }),
  (actor, { id: decision, value, note, seenAt }) =>
    confirm(actor, { id: decision, value, seenAt, ...(note === undefined ? {} : { note }) }),
);

/** Adds or changes a product version; the data room judges what it holds. */
export const saveProduct = action(
  z.object({ id: id.optional(), seenAt: z.iso.datetime().optional(), product: z.unknown() }),
  (actor, { id: productId, seenAt, product }) =>
    save(actor, { product, ...(productId ? { id: productId } : {}), ...(seenAt ? { seenAt } : {}) }),
);

/** Adds the product version of a YAML file. */
export const importProduct = action(z.object({ text: z.string().max(2_000_000) }), (actor, { text }) =>
  take(actor, text),
);

/** Takes a product version out of the choice, or puts it back. */
export const retireProduct = action(z.object({ productId: id, retired: z.boolean() }), (actor, input) =>
  retire(actor, input.productId, input.retired),
);

/** Fills the ticked answers of a project from product versions. */
export const applyProducts = action(
  z.object({
    projectId: id,
    productIds: z.array(id).min(1).max(20),
    fields: z.array(z.string().max(64)).max(20),
    answersRevision: z.int().nonnegative(),
  }),
  (actor, input) => apply(actor, input),
);
