import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Conflict, Invalid, NotFound } from "@/lib/errors";
import { projectPeople } from "@/test/people";

import { attest } from "./attestations";
import { getBoard } from "./board";
import { db } from "./db";
import { listProjectPeople } from "./project-people";
import { waive } from "./waivers";
import { type AssigneeInput, assign } from "./work";

let manager: Actor;
let engineer: Actor;
let customer: Actor;
let stranger: Actor;
let projectId: string;

beforeAll(async () => {
  ({ projectId, manager, engineer, customer, stranger } = await projectPeople("Work Bank"));
});

const rowOf = async (actor: Actor, id: string) => (await getBoard(actor, projectId)).rows.find((row) => row.id === id);
const give = (
  actor: Actor,
  requirementId: string,
  assignee: AssigneeInput | null,
  dueOn: string | null = null,
  basedOn: string | null = null,
) => assign(actor, { projectId, requirementId, assignee, dueOn, basedOn });

describe("an assignment", () => {
  test("to a team with a due day stands on the row of everybody who sees the project", async () => {
    const before = (await getBoard(manager, projectId)).revision;
    await give(engineer, "net-license-port", { role: "network" }, "2026-12-18");
    for (const actor of [manager, engineer, customer])
      expect((await rowOf(actor, "net-license-port"))?.work).toMatchObject({
        assignee: { kind: "role", role: "network" },
        dueOn: "2026-12-18",
      });
    expect((await getBoard(manager, projectId)).revision).toBe(before + 1);
  });

  test("to a person names the person, and is taken away again", async () => {
    const { setAt } = await give(customer, "ns-quota", { person: engineer.userId });
    expect((await rowOf(customer, "ns-quota"))?.work?.assignee).toEqual({
      kind: "person",
      id: engineer.userId,
      name: engineer.name,
    });
    await give(customer, "ns-quota", null, null, setAt ?? null);
    expect((await rowOf(customer, "ns-quota"))?.work?.assignee).toBeUndefined();
  });

  test.each<[string, AssigneeInput | null, string | null]>([
    ["a team that does not exist", { role: "everybody" }, null],
    ["a day that the calendar does not have", null, "2026-02-30"],
    ["a day in words", null, "tomorrow"],
  ])("to %s is refused", async (_what, assignee, dueOn) => {
    await expect(give(manager, "ns-names", assignee, dueOn)).rejects.toBeInstanceOf(Invalid);
    expect((await rowOf(manager, "ns-names"))?.work).toBeUndefined();
  });

  test("to a customer of another project is refused with the same words as to nobody", async () => {
    const said = async (id: string) => {
      const error: unknown = await give(manager, "ns-names", { person: id }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Invalid);
      return (error as Invalid).message;
    };
    expect(await said(stranger.userId)).toBe(await said("nobody-at-all"));
  });

  test("bar 29: by a stranger is the same as of a missing project", async () => {
    await expect(give(stranger, "ns-names", null)).rejects.toBeInstanceOf(NotFound);
    await expect(listProjectPeople(stranger, projectId)).rejects.toBeInstanceOf(NotFound);
  });

  test("two people at once: one is kept, the other learns that it changed in the meantime", async () => {
    const both = await Promise.allSettled([
      give(manager, "st-class-exists", { role: "k8s" }, "2026-12-01"),
      give(customer, "st-class-exists", { person: customer.userId }, "2026-12-02"),
    ]);
    const kept = both.find((one) => one.status === "fulfilled");
    const lost = both.find((one) => one.status === "rejected");
    expect(kept && lost).toBeTruthy();
    expect(lost?.reason).toBeInstanceOf(Conflict);
    expect((await rowOf(manager, "st-class-exists"))?.work).toEqual(kept?.value);
    const entries = await (await db()).auditEntry.count({
      where: { projectId, subject: "st-class-exists", action: "assignment.changed" },
    });
    expect(entries).toBe(1);
  });
});

test("who may be given work: people who see the project, and nobody of another customer", async () => {
  const people = await listProjectPeople(customer, projectId);
  expect(people.map(({ id }) => id)).toEqual(
    expect.arrayContaining([manager.userId, engineer.userId, customer.userId]),
  );
  expect(people.map(({ id }) => id)).not.toContain(stranger.userId);
  expect(people.find(({ id }) => id === customer.userId)).toMatchObject({ vendor: false });
});

describe("two people at once", () => {
  const records = async (table: "attestation" | "waiver", requirementId: string) => {
    const client = await db();
    const where = { projectId, requirementId };
    const rows =
      table === "attestation" ? await client.attestation.findMany({ where }) : await client.waiver.findMany({ where });
    return rows.map((row) => ("withdrawnAt" in row ? row.withdrawnAt : row.revokedAt) === null);
  };

  test("attest the same requirement: both words are kept, exactly one of them stands", async () => {
    await Promise.all([
      attest(manager, { projectId, requirementId: "ts-host", holds: true }),
      attest(customer, { projectId, requirementId: "ts-host", holds: false }),
    ]);
    const standing = await records("attestation", "ts-host");
    expect(standing).toHaveLength(2);
    expect(standing.filter(Boolean)).toHaveLength(1);
  });

  test("accept the same failure: both records are kept, exactly one of them stands", async () => {
    const accept = (actor: Actor) =>
      waive(actor, { projectId, requirementId: "ns-quota", reason: `agreed with ${actor.name}`, days: 7 });
    await Promise.all([accept(manager), accept(engineer)]);
    const standing = await records("waiver", "ns-quota");
    expect(standing).toHaveLength(2);
    expect(standing.filter(Boolean)).toHaveLength(1);
  });
});
