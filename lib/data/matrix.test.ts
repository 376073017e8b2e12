import "@/test/database";

import { beforeEach, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Conflict, Invalid, NotFound } from "@/lib/errors";
import type { MatrixRow } from "@/lib/intake/answers";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import { person } from "@/test/people";

import { getAnswers, getFacts, saveAnswer } from "./answers";
import { attest } from "./attestations";
import { db } from "./db";
import { agreeToMatrix, getMatrix } from "./matrix";
import { createProject } from "./projects";

const COMPLETE: MatrixRow[] = DEFAULT_POLICY.matrix.map(({ component }) => ({
  component,
  deployment: "SESTEK",
  versionUpdate: "SESTEK",
  support: "SESTEK",
}));
let manager: Actor;
let customer: Actor;
let projectId: string;

const save = async (value: unknown, actor = manager) => {
  const baseRevision = (await getAnswers(actor, projectId))["resp.matrix"]?.revision ?? 0;
  return saveAnswer(actor, { projectId, field: "resp.matrix", value, baseRevision });
};
const hash = async () => (await getMatrix(manager, projectId)).hash;
const agree = async (actor: Actor) => agreeToMatrix(actor, projectId, await hash());

beforeEach(async () => {
  manager = await person("manager");
  ({ id: projectId } = await createProject(manager, { customer: "Acme Bank", environment: "Production" }));
  customer = await person("customer", projectId);
  await save(COMPLETE);
});

describe("the responsibility matrix", () => {
  test("may be saved with cells that nobody owns yet", async () => {
    await save([{ component: "Redis", deployment: "SESTEK" }]);
    expect((await getMatrix(customer, projectId)).rows).toEqual([{ component: "Redis", deployment: "SESTEK" }]);
  });

  test("is agreed to by each side by name, the customer's people for the customer", async () => {
    await agree(manager);
    await agree(customer);
    expect((await getMatrix(customer, projectId)).words).toMatchObject([
      { side: "sestek", person: manager.name, holds: true },
      { side: "customer", person: customer.name, holds: true },
    ]);
    const { matrixWords } = (await getFacts(manager, projectId)).facts;
    expect(matrixWords).toMatchObject({
      customer: { person: customer.name },
      sestek: { person: manager.name },
      void: [],
    });
  });

  test("edited afterwards voids the agreements and says whose; put back as it was, they hold again", async () => {
    await agree(manager);
    await agree(customer);
    await save([{ ...(COMPLETE[0] as MatrixRow), note: "managed service" }, ...COMPLETE.slice(1)], customer);
    expect((await getMatrix(manager, projectId)).words.map(({ holds }) => holds)).toEqual([false, false]);
    const { matrixWords } = (await getFacts(manager, projectId)).facts;
    expect(matrixWords?.sestek).toBeUndefined();
    expect(matrixWords?.void.map((one) => one.person)).toEqual([manager.name, customer.name]);
    await save(COMPLETE);
    expect((await getMatrix(manager, projectId)).words.map(({ holds }) => holds)).toEqual([true, true]);
  });

  test("with an open cell or a missing component is not agreed to", async () => {
    await save(COMPLETE.slice(1));
    await expect(agree(manager)).rejects.toThrow("Redis");
    await save([{ component: "Redis" }, ...COMPLETE.slice(1)]);
    await expect(agree(manager)).rejects.toBeInstanceOf(Invalid);
    expect(await (await db()).matrixWord.count({ where: { projectId } })).toBe(0);
  });

  test("is not attested while it is a draft; that it does not hold may be said any time", async () => {
    const word = (holds: boolean) => attest(manager, { projectId, requirementId: "prj-matrix", holds });
    await save(COMPLETE.slice(1));
    await expect(word(true)).rejects.toThrow("Redis");
    await expect(word(false)).resolves.toMatchObject({ holds: false });
    await save(COMPLETE);
    await expect(word(true)).resolves.toMatchObject({ holds: true });
  });

  test("agreed to makes the last verdict stale, moves the board on and stands in the audit log", async () => {
    const client = await db();
    await client.observation.create({
      data: {
        projectId,
        requirementId: "prj-matrix",
        target: "responsibility matrix",
        vantage: "app",
        verdict: "could-not-tell",
        reasonCode: "answer-missing",
        message: "m",
        observedAt: new Date(),
        durationMs: 1,
      },
    });
    const before = await client.project.findUniqueOrThrow({ where: { id: projectId } });
    await agree(manager);
    const after = await client.project.findUniqueOrThrow({ where: { id: projectId } });
    expect(after.boardRevision).toBeGreaterThan(before.boardRevision);
    expect((await client.observation.findFirstOrThrow({ where: { projectId } })).staleBecause).toContain(manager.name);
    expect(await client.auditEntry.findFirst({ where: { projectId, action: "matrix.agreed" } })).toMatchObject({
      actorId: manager.userId,
    });
  });
});

describe("two people at the same matrix", () => {
  test("one who agrees to a matrix that was changed in between is told who changed it", async () => {
    const seen = await hash();
    await save(COMPLETE.slice(0, -1), customer);
    await expect(agreeToMatrix(manager, projectId, seen)).rejects.toBeInstanceOf(Conflict);
    await expect(agreeToMatrix(manager, projectId, seen)).rejects.toThrow(customer.name);
  });

  test("of many edits on the same base exactly one wins, and no word is left for the others", async () => {
    const { revision } = (await getAnswers(manager, projectId))["resp.matrix"] ?? { revision: 0 };
    const edits = Array.from({ length: 8 }, (_, at) =>
      saveAnswer(at % 2 ? manager : customer, {
        projectId,
        field: "resp.matrix",
        value: [...COMPLETE, { component: `Row ${at}` }],
        baseRevision: revision,
      }),
    );
    const all = await Promise.allSettled(edits);
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("two of the same side who agree at once leave one agreement", async () => {
    const other = await person("engineer");
    const seen = await hash();
    await Promise.all([manager, other].map((actor) => agreeToMatrix(actor, projectId, seen)));
    expect(await (await db()).matrixWord.count({ where: { projectId, side: "sestek" } })).toBe(1);
  });
});

test("bar 29: a stranger's matrix is the same 404 as a missing one, to read and to agree to", async () => {
  const stranger = await person("customer");
  await expect(getMatrix(stranger, projectId)).rejects.toBeInstanceOf(NotFound);
  await expect(agreeToMatrix(stranger, projectId, await hash())).rejects.toBeInstanceOf(NotFound);
  await expect(getMatrix(stranger, "cmissing")).rejects.toBeInstanceOf(NotFound);
});
