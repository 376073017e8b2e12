import "server-only";

import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";

import type { Actor } from "@/lib/auth/actor";
import { addressOf, calledFrom } from "@/lib/auth/caller";
import { FOREIGN_ORIGIN, isOwnOrigin } from "@/lib/auth/origin";
import { currentActor } from "@/lib/auth/session";
import { Forbidden, Invalid, SignedOut } from "@/lib/errors";

import { readable } from "./failure";

/** What every server action returns: never a throw for something that a person can correct. */
export type ActionResult<Data> = { ok: true; data: Data } | { ok: false; message: string; field?: string };

async function guarded<Data>(work: () => Promise<Data>): Promise<ActionResult<Data>> {
  try {
    const sent = await headers();
    if (!isOwnOrigin(sent.get("origin"))) throw new Forbidden(FOREIGN_ORIGIN);
    return { ok: true, data: await calledFrom({ address: addressOf(sent) }, work) };
  } catch (error) {
    unstable_rethrow(error);
    const { message } = await readable(error);
    return { ok: false, message, ...(error instanceof Invalid && error.field ? { field: error.field } : {}) };
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Invalid(issue?.message ?? "The form could not be read. Open the page again.", issue?.path.join("."));
}

/** A server action of a signed-in person: origin, person and input are proved before it begins. */
export function action<Schema extends z.ZodType, Data>(
  schema: Schema,
  handler: (actor: Actor, input: z.output<Schema>) => Promise<Data>,
) {
  return (input: z.input<Schema>): Promise<ActionResult<Data>> =>
    guarded(async () => {
      const actor = await currentActor();
      if (!actor) throw new SignedOut();
      return handler(actor, parse(schema, input));
    });
}

/** A server action that a stranger may call, such as using a link; the handler throttles. */
export function openAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  handler: (input: z.output<Schema>, caller: { actor: Actor | undefined; address: string }) => Promise<Data>,
) {
  return (input: z.input<Schema>): Promise<ActionResult<Data>> =>
    guarded(async () => {
      const address = addressOf(await headers());
      return handler(parse(schema, input), { actor: await currentActor(), address });
    });
}
