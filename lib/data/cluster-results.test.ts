import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { NotFound } from "@/lib/errors";
import { sha256 } from "@/lib/terminal/seal";
import { probingAnswers } from "@/test/cluster-run";
import { person } from "@/test/people";

import { saveAnswer } from "./answers";
import { getBoard } from "./board";
import { handOutManifest, LARGEST_LOG, takeClusterLog } from "./cluster-results";
import { db } from "./db";
import { listErrands } from "./errands";
import { createProject } from "./projects";

let manager: Actor;
let projectId: string;
const DAY_S = 86_400;
const now = () => Math.floor(Date.now() / 1000);
const line = (value: unknown) => `RDY|${JSON.stringify(value)}\n`;

async function project(): Promise<string> {
  const { id } = await createProject(manager, { customer: "Acme Bank", environment: "Production" });
  for (const [field, value] of Object.entries(probingAnswers()))
    await saveAnswer(manager, { projectId: id, field, value, baseRevision: 0 });
  return id;
}

beforeAll(async () => {
  manager = await person("manager");
  projectId = await project();
});

/** A file that was just handed out, with the code that stands in it. */
async function handOut(of = projectId) {
  const { errandId, text } = await handOutManifest(manager, of);
  const { codeHash } = await (await db()).errand.findUniqueOrThrow({ where: { id: errandId } });
  const code = text.match(/[A-Za-z0-9_-]{32}/g)?.find((word) => sha256(word) === codeHash);
  expect(code, "the file holds its code").toBeDefined();
  return { errandId, code: code ?? "" };
}
type Handed = Awaited<ReturnType<typeof handOut>>;

const start = ({ errandId, code }: Handed, at = now(), node = "w1") =>
  line({ start: errandId, code, node, pod: `rdy-ports-${node}`, at });
const maps = (count: number, node = "w1") => line({ check: "obs-elastic-incluster", node, maps: count });
const log = (handed: Handed, at?: number) =>
  `${start(handed, at)}${maps(262_144)}${line({ end: "ports", node: "w1" })}`;

const take = (text: string, into = projectId) => takeClusterLog(manager, into, new TextEncoder().encode(text));
const row = async (id: string) => (await getBoard(manager, projectId)).rows.find((one) => one.id === id);
const lastAudit = async () => (await db()).auditEntry.findFirst({ where: { projectId }, orderBy: { seq: "desc" } });
const observed = async (errandId: string) =>
  (await db()).observation.findMany({ where: { errandId }, orderBy: { requirementId: "asc" } });

describe("the log of handed-out probes", () => {
  test("turns the rows of which its pods said something, with the node named, and no other", async () => {
    const handed = await handOut();
    const taken = await take(log(handed));
    expect(taken).toMatchObject({ host: "w1", refused: [], notes: [] });
    const stored = await observed(handed.errandId);
    expect([...new Set(stored.map(({ requirementId }) => requirementId))]).toEqual([
      "obs-elastic-incluster",
      "reg-node-pull",
    ]);
    expect(await row("obs-elastic-incluster")).toMatchObject({ vantage: "cluster" });
    expect((await row("net-license-port"))?.observations).toEqual([]);
    expect(await lastAudit()).toMatchObject({ action: "errand.taken", subject: handed.errandId });
  });

  test("brought a second time is refused, and what the first said stays", async () => {
    const handed = await handOut();
    await take(log(handed));
    const before = await observed(handed.errandId);
    await expect(take(log(handed).replace("262144", "1"))).rejects.toThrow(/was taken already \(from w1, /);
    expect(await observed(handed.errandId)).toEqual(before);
    expect(await lastAudit()).toMatchObject({ action: "errand.refused", subject: handed.errandId });
  });

  test("of another project belongs to nobody here, and its own project still takes it", async () => {
    const other = await project();
    const handed = await handOut(other);
    await expect(take(log(handed))).rejects.toThrow(/does not belong to a file of this project/);
    expect(await observed(handed.errandId)).toEqual([]);
    expect(await take(log(handed), other)).toMatchObject({ host: "w1" });
  });

  test("with another code, or of a run that never was, is refused by the same sentence", async () => {
    const handed = await handOut();
    const foreign = /does not belong to a file of this project/;
    await expect(take(log({ ...handed, code: "x".repeat(32) }))).rejects.toThrow(foreign);
    await expect(take(log({ ...handed, errandId: "no-such-run" }))).rejects.toThrow(foreign);
    expect(await observed(handed.errandId)).toEqual([]);
  });

  test("of a project that one may not see is as absent as a missing project", async () => {
    const handed = await handOut();
    const stranger = await person("customer");
    const content = new TextEncoder().encode(log(handed));
    await expect(takeClusterLog(stranger, projectId, content)).rejects.toThrow(NotFound);
  });

  test("with lines of two runs is nobody's", async () => {
    const [one, two] = [await handOut(), await handOut()];
    await expect(take(log(one) + log(two))).rejects.toThrow(/lines of several runs/);
    await expect(take(log(one) + start({ ...one, code: two.code }))).rejects.toThrow(/lines of several runs/);
    expect([...(await observed(one.errandId)), ...(await observed(two.errandId))]).toEqual([]);
  });

  test("without a line of a probe says how to fetch it", async () => {
    for (const text of ["", "error: no pods found\n", maps(262_144)])
      await expect(take(text)).rejects.toThrow(/No line of a probe is in this text/);
  });

  test("cut off within a line takes the whole lines and names the broken one", async () => {
    const handed = await handOut();
    const taken = await take(`${start(handed)}${maps(262_144)}${maps(262_144, "w2").slice(0, 30)}`);
    expect(taken.refused).toEqual([{ item: 3, about: "log", because: "The line is cut off or broken." }]);
    expect((await listErrands(manager, projectId, ["cluster"]))[0]).toMatchObject({
      id: handed.errandId,
      state: "taken",
    });
  });

  test("of a file that was taken back or whose time ended is refused by its reason", async () => {
    const client = await db();
    const gone = await handOut();
    await client.errand.update({ where: { id: gone.errandId }, data: { revokedAt: new Date() } });
    await expect(take(log(gone))).rejects.toThrow(/It was taken back/);
    const late = await handOut();
    await client.errand.update({ where: { id: late.errandId }, data: { expiresAt: new Date(Date.now() - 1000) } });
    await expect(take(log(late))).rejects.toThrow(/Its time ended on /);
  });
});

describe("the clock of the nodes", () => {
  const moment = async ({ errandId }: Handed) => (await observed(errandId))[0]?.observedAt.getTime() ?? 0;

  test("a look of long ago does not count, and its file can still be used", async () => {
    const handed = await handOut();
    await expect(take(log(handed, now() - 400 * DAY_S))).rejects.toThrow(/too long ago to count/);
    expect(await observed(handed.errandId)).toEqual([]);
    expect(await take(log(handed))).toMatchObject({ notes: [] });
  });

  test("behind: the time of handing out counts, and that is said", async () => {
    const handed = await handOut();
    expect((await take(log(handed, now() - 3_600))).notes).toEqual([
      "The clock of the nodes is behind; the time of handing out counts.",
    ]);
    expect(Date.now() - (await moment(handed))).toBeLessThan(60_000);
  });

  test("ahead: the time of bringing it back counts, and that is said", async () => {
    const handed = await handOut();
    const { notes } = await take(log(handed, now() + 3_600));
    expect(notes?.join()).toMatch(/^The clock of the nodes is (59|60) minutes ahead; the time of bringing/);
    expect(await moment(handed)).toBeLessThanOrEqual(Date.now());
  });

  test.each([
    ["beyond the year 9999", Number.MAX_SAFE_INTEGER],
    ["before 1970", -1],
    ["between two seconds", 1.5],
    ["that is a word", "yesterday"],
  ])("a moment %s is refused as no date, and its file can still be used", async (_what, at) => {
    const handed = await handOut();
    await expect(take(log(handed, at as number))).rejects.toThrow(
      "A probe names a moment that is no date. Set the clock of its worker right, and run the probes of the file again.",
    );
    expect(await observed(handed.errandId)).toEqual([]);
    expect(await take(log(handed, 253_402_300_799))).toMatchObject({ host: "w1" });
  });

  test("a moment that is no date on one worker costs its line alone", async () => {
    const handed = await handOut();
    const taken = await take(start(handed, -1, "w2") + log(handed));
    expect(taken).toMatchObject({ host: "w1" });
    expect(taken.refused).toEqual([{ item: 1, about: "log", because: "The moment in this line is no date." }]);
  });
});

describe("a log of a million lines", () => {
  test("of empty lines is read, and what stands at its end is said to be unread", async () => {
    const handed = await handOut();
    const taken = await take(log(handed) + "x\n".repeat(1_000_000) + "x\n".repeat(60_000));
    expect(taken.refused?.map(({ because }) => because)).toEqual(["The log was too long; its end was not read."]);
  });

  test("of a probe's own lines is larger than any that probes write", async () => {
    const handed = await handOut();
    const text = log(handed) + maps(262_144).repeat(1_000_000);
    expect(text.length).toBeGreaterThan(LARGEST_LOG);
    await expect(take(text)).rejects.toThrow(/larger than any that probes write/);
  });
});
