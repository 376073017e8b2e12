import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Forbidden, NotFound, type ReadableError } from "@/lib/errors";

import { ACTIONS } from "./tenants/actions";
import { DOORS, type Door, INSIDE_WALLS } from "./tenants/doors";
import { CANARY, MISSING } from "./tenants/ids";
import { actionsInTree, doorsInTree, pagesInTree, routesInTree } from "./tenants/inventory";
import { PAGES, ROUTES } from "./tenants/places";
import { plantPerson, plantTenant, stateOf } from "./tenants/plant";
import { SIGNED_IN } from "./tenants/roles";

const HOW = "Add who may use it to the tables in test/tenants: a row says which roles, and how it is called.";

describe("the tenant matrix has a row for", () => {
  test("every method of every route", () => expect(Object.keys(ROUTES).sort(), HOW).toEqual(routesInTree()));
  test("every page", () => expect(Object.keys(PAGES).sort(), HOW).toEqual(pagesInTree()));
  test("every server action", () => expect(Object.keys(ACTIONS).sort(), HOW).toEqual(actionsInTree()));
  test("every function of the data layer that takes a person", () =>
    expect([...Object.keys(DOORS), ...INSIDE_WALLS].sort(), HOW).toEqual(doorsInTree()));
});

const people = {} as Record<"admin" | "manager" | "engineer", Actor>;

beforeAll(async () => {
  for (const role of ["admin", "manager", "engineer"] as const) people[role] = await plantPerson(role);
});

/** What a door answers: its error, or what it gave. */
async function knock(work: Promise<unknown>): Promise<{ error?: ReadableError; given?: unknown }> {
  return work.then(
    (given) => ({ given }),
    (error: ReadableError) => ({ error }),
  );
}
const said = ({ error, given }: { error?: ReadableError; given?: unknown }) =>
  error ? `${error.name}: ${error.message}` : (JSON.stringify(given) ?? "");
const isRefusal = (error: unknown) => error instanceof Forbidden || error instanceof NotFound;

describe.each(Object.entries(DOORS))("bars 29 and 31, without proxy and web server: %s", (_name, door: Door) => {
  test("answers a foreign id like a missing one, and gives and changes nothing of another tenant", async () => {
    const [{ ids }, { customer: stranger }] = [await plantTenant(), await plantTenant()];
    const before = await stateOf(ids.projectId);
    const foreign = await knock(door.call(stranger, ids));
    expect(said(foreign)).not.toContain(ids.projectId);
    expect(await stateOf(ids.projectId)).toBe(before);
    if (door.may.includes("stranger")) return;
    const missing = await knock(door.call(stranger, MISSING));
    expect(said(foreign)).not.toContain(CANARY);
    expect(isRefusal(foreign.error), said(foreign)).toBe(true);
    expect(said(foreign)).toBe(said(missing));
  });

  test("bar 30: answers foreign ids inside one's own project like missing ones", async () => {
    const { ids } = await plantTenant();
    const [one, other] = [await plantTenant(), await plantTenant()];
    const before = await stateOf(ids.projectId);
    const swapped = await knock(door.call(one.customer, { ...ids, projectId: one.ids.projectId }));
    const missing = await knock(door.call(other.customer, { ...MISSING, projectId: other.ids.projectId }));
    expect(swapped.error?.message).toBe(missing.error?.message);
    expect(said(swapped)).not.toContain(ids.projectId);
    expect(await stateOf(ids.projectId)).toBe(before);
  });

  test.each(SIGNED_IN)("lets in exactly whom it should: %s", async (caller) => {
    if (caller === "stranger") return;
    const { ids, customer } = await plantTenant();
    const { error } = await knock(door.call(caller === "customer" ? customer : people[caller], ids));
    if (!door.may.includes(caller)) expect(isRefusal(error), String(error)).toBe(true);
    else if (error && !(door.absent && error instanceof NotFound)) expect(isRefusal(error), error.stack).toBe(false);
  });
});
