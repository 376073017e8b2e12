import "@/test/database";

import { readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import type { OfflineResult } from "@/lib/offline/result-file";
import { signed } from "@/lib/offline/signature";
import { healthyCluster } from "@/lib/peers/kubernetes/healthy";
import { type KubernetesPeer, startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { PRACTICE_TOKEN } from "@/lib/practice/scenario";
import { healthyAnswers } from "@/test/cluster/answers";
import { type BareFolder, bareFolder } from "@/test/offline/bundle";
import { person } from "@/test/people";

import { importAnswers, saveAnswer } from "./answers";
import { getBoard } from "./board";
import { closeProject } from "./closing";
import { db } from "./db";
import { listErrands, revokeErrand } from "./errands";
import { handOutPlan } from "./offline-plans";
import { takeOfflineResult } from "./offline-results";
import { createProject } from "./projects";

let manager: Actor;
let projectId: string;
let bare: BareFolder;
let peer: KubernetesPeer;
/** The result that the command wrote once, by the plan that it was made of. */
let written: string;
let madeOf: Awaited<ReturnType<typeof handOutPlan>>;
let said: { code: number; stdout: string; stderr: string };

const HOUR_MS = 3_600_000;
const take = (text: string, project = projectId) => takeOfflineResult(manager, project, new TextEncoder().encode(text));
const row = async (id: string) => (await getBoard(manager, projectId)).rows.find((one) => one.id === id);
const lastAudit = async () => (await db()).auditEntry.findFirst({ where: { projectId }, orderBy: { seq: "desc" } });
interface Handed {
  errandId: string;
  text: string;
}
const planOf = ({ text }: Handed) => JSON.parse(text) as { errand: string; key: string; project: string };

/** The written result as if it had been made of that plan, with changes; signed with the plan's key. */
async function resultFor(handed: Handed, change: Partial<OfflineResult> = {}, key?: string): Promise<string> {
  const { errand, key: own, project } = planOf(handed);
  const { signature: _signature, ...content } = JSON.parse(written) as OfflineResult;
  const { plan } = await (await db()).errand.findUniqueOrThrow({ where: { id: errand } });
  const { digest } = JSON.parse(plan) as { digest: string };
  return JSON.stringify(signed({ ...content, errand, project, plan: digest, ...change }, key ?? own));
}
const handOut = () => handOutPlan(manager, projectId);
const moved = (ms: number) => {
  const at = (iso: string) => new Date(Date.parse(iso) + ms).toISOString();
  const { requirements, startedAt, finishedAt } = JSON.parse(written) as OfflineResult;
  return {
    startedAt: at(startedAt),
    finishedAt: at(finishedAt),
    requirements: requirements.map((one) => ({
      ...one,
      observations: one.observations.map((seen) => ({ ...seen, observedAt: at(seen.observedAt) })),
    })),
  };
};

beforeAll(async () => {
  manager = await person("manager");
  ({ id: projectId } = await createProject(manager, { customer: "Acme Bank", environment: "Production" }));
  await importAnswers(manager, projectId, healthyAnswers());
  bare = bareFolder();
  peer = await startKubernetesPeer(healthyCluster({ token: PRACTICE_TOKEN }));
  madeOf = await handOut();
  writeFileSync(join(bare.path, "plan.json"), madeOf.text);
  writeFileSync(join(bare.path, "kubeconfig.yaml"), peer.kubeconfig({ token: PRACTICE_TOKEN }));
  writeFileSync(join(bare.path, "secrets.yaml"), "k8s.kubeconfig: {file: kubeconfig.yaml}\n");
  said = await bare.readiness(["run-plan", "plan.json", "--secrets", "secrets.yaml", "--out", "result.json"], {
    CHECK_ALLOW_LOOPBACK: "1",
  });
  written = said.code === 1 ? readFileSync(join(bare.path, "result.json"), "utf8") : "";
}, 120_000);
afterAll(async () => {
  bare.remove();
  await peer.close();
});

describe("a closed network", () => {
  test("its plan holds no secret, and the key that signs its result is kept sealed only", async () => {
    const stored = await (await db()).errand.findUniqueOrThrow({ where: { id: madeOf.errandId } });
    const { key } = planOf(madeOf);
    expect(Buffer.from(key, "base64url")).toHaveLength(32);
    expect(JSON.stringify(stored)).not.toContain(key);
    expect(stored).toMatchObject({ kind: "offline", sealedKey: expect.stringMatching(/^kr1\./) as string });
    expect(madeOf.text).toContain('"give": "{file: kubeconfig.yaml}"');
  });

  test("the command as one file looks there with the plan alone, and its result holds no secret", () => {
    expect(said).toMatchObject({ code: 1, stderr: "" });
    expect(said.stdout).toContain("Written: result.json");
    expect(peer.requests().length).toBeGreaterThan(20);
    for (const text of [written, said.stdout]) {
      expect(text).not.toContain(PRACTICE_TOKEN);
      expect(text).not.toContain(planOf(madeOf).key);
    }
  });

  test.each<[string, () => Promise<string>, string]>([
    [
      "with one byte changed",
      async () => written.replace('"verdict": "pass"', '"verdict": "warn"'),
      "was changed after the command wrote it",
    ],
    ["cut off", async () => written.slice(0, written.length / 2), "cut off"],
    ["empty", async () => " ", "is empty"],
    ["of another kind", async () => "hello", "no result of the command"],
    [
      "without a signature, as the check command prints it",
      async () => JSON.stringify({ ...(JSON.parse(written) as object), signature: undefined }),
      "not signed",
    ],
    [
      "signed with the key of another plan",
      async () => resultFor(madeOf, {}, planOf(await handOut()).key),
      "signed for another plan",
    ],
    ["with a million items", async () => `{"requirements":[${"0,".repeat(999_999)}0]}`, "1000000 requirements"],
    ["from last month", async () => resultFor(await handOut(), moved(-30 * 24 * HOUR_MS)), "before it was asked for"],
  ])("%s is refused with its sentence, and the plan stays open", async (_what, text, sentence) => {
    await expect(take(await text())).rejects.toThrow(sentence);
    expect(await lastAudit()).toMatchObject({ action: "errand.refused" });
    expect(
      (await listErrands(manager, projectId, ["offline"])).find(({ id }) => id === madeOf.errandId),
    ).not.toHaveProperty("takenAt");
  });

  test("in another project it is refused as foreign", async () => {
    const { id } = await createProject(manager, { customer: "Other Bank", environment: "Test" });
    await expect(take(written, id)).rejects.toThrow("does not belong to this project");
  });

  test("the result turns the rows, says which machine looked, and stands in the audit log", async () => {
    const taken = await take(written);
    expect(taken).toMatchObject({ host: hostname(), refused: [], notes: [] });
    expect(taken.taken).toBeGreaterThan(20);
    expect(await lastAudit()).toMatchObject({ action: "errand.taken", subject: madeOf.errandId });
    const seen = await row("k8s-version-window");
    expect(seen).toMatchObject({ verdict: "pass", vantage: "app", views: [{ vantage: "app", host: hostname() }] });
    const stored = await (await db()).observation.findMany({ where: { errandId: madeOf.errandId } });
    expect(stored.every((one) => one.vantage === "app" && one.host === hostname() && one.current)).toBe(true);
    expect(JSON.stringify(stored)).not.toContain(PRACTICE_TOKEN);
  });

  test("a row whose secret stays with the customer shows the verdict that was brought, good or bad", async () => {
    const board = await getBoard(manager, projectId);
    const brought = board.rows.filter(({ missing, verdict }) => missing.includes("k8s.kubeconfig") && verdict);
    expect(brought.map(({ progress, verdict }) => ({ progress, verdict }))).toEqual(
      brought.map(({ verdict }) => ({ progress: verdict === "could-not-tell" ? "waiting" : "idle", verdict })),
    );
    expect(new Set(brought.map(({ verdict }) => verdict)).has("pass")).toBe(true);
    const handed = await handOut();
    const { requirements } = JSON.parse(written) as OfflineResult;
    const failed = requirements.map((one) => ({
      ...one,
      observations: one.observations.map((seen) =>
        one.id === "k8s-version-window"
          ? { ...seen, verdict: "fail" as const, reasonCode: "version-low" as const }
          : seen,
      ),
    }));
    await take(await resultFor(handed, { requirements: failed }));
    expect(await row("k8s-version-window")).toMatchObject({ verdict: "fail", progress: "idle", blocks: true });
  });

  test("replayed, or after it was taken back, or after its time, it is refused with its sentence", async () => {
    await expect(take(written)).rejects.toThrow("was taken already");
    const back = await handOut();
    await revokeErrand(manager, projectId, back.errandId);
    await expect(take(await resultFor(back))).rejects.toThrow("taken back");
    const late = await handOut();
    await (await db()).errand.update({ where: { id: late.errandId }, data: { expiresAt: new Date(Date.now() - 1) } });
    await expect(take(await resultFor(late))).rejects.toThrow("Its time ended on");
  });

  test("of ten at once exactly one is taken", async () => {
    const text = await resultFor(await handOut());
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => take(text)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test.each([
    [2, "ahead of ours"],
    [-2, "behind ours"],
  ])("a clock %i hours off is tolerated and said", async (hours, words) => {
    const taken = await take(await resultFor(await handOut(), moved(hours * HOUR_MS)));
    expect(taken.notes).toEqual([expect.stringContaining(words)]);
    const seen = await row("k8s-version-window");
    expect(Math.abs(Date.parse(seen?.observedAt ?? "") - Date.now())).toBeLessThan(HOUR_MS / 2);
  });

  test("what was looked at later stays, and what cites a changed answer is refused by name", async () => {
    const handed = await handOut();
    const where = { projectId, current: true, requirementId: "k8s-version-window" };
    await (await db()).observation.updateMany({ where, data: { observedAt: new Date(Date.now() + HOUR_MS) } });
    const revision =
      (await (await db()).answer.findFirst({ where: { projectId, field: "st.className" } }))?.revision ?? 0;
    await saveAnswer(manager, { projectId, field: "st.className", value: "faster", baseRevision: revision });
    const taken = await take(await resultFor(handed));
    expect(taken.refused).toContainEqual(
      expect.objectContaining({
        about: "k8s-version-window",
        because: expect.stringContaining("looked at again later"),
      }),
    );
    expect(taken.refused?.filter(({ because }) => because.includes("has changed since")).length).toBeGreaterThan(0);
    const { errandId } = handed;
    expect(await (await db()).observation.findFirst({ where: { ...where, errandId } })).toBeNull();
  });

  test("hostile texts of a result are inert on the board", async () => {
    const handed = await handOut();
    await take(await resultFor(handed, { host: "\u001b[31m<img src=x>\u202ehost" }));
    expect((await listErrands(manager, projectId, ["offline"])).find(({ id }) => id === handed.errandId)?.host).toBe(
      "[31m<img src=x> host",
    );
  });

  test("a closed project takes nothing", async () => {
    const { id } = await createProject(manager, { customer: "Closed Bank", environment: "Test" });
    const handed = await handOutPlan(manager, id);
    await closeProject(manager, id, "later");
    await expect(take(await resultFor(handed), id)).rejects.toThrow("It was taken back");
    await (await db()).errand.update({ where: { id: handed.errandId }, data: { revokedAt: null } });
    await expect(take(await resultFor(handed), id)).rejects.toThrow("This project is closed");
    await expect(handOutPlan(manager, id)).rejects.toThrow("This project is closed");
  });
});

describe("the command with a plan that cannot be run ends with 2 and contacts nothing", () => {
  const run = (args: readonly string[]) => bare.readiness(["run-plan", ...args], { CHECK_ALLOW_LOOPBACK: "1" });
  const file = (name: string, text: string) => {
    writeFileSync(join(bare.path, name), text);
    return name;
  };

  test.each<[string, () => string[], string]>([
    ["no plan", () => ["--out", "x.json"], "The plan is missing"],
    ["no place for the result", () => ["plan.json"], "--out is missing"],
    ["a plan that is not there", () => ["nowhere.json", "--out", "x.json"], "cannot be read. Give the path of a plan"],
    ["a cut-off plan", () => [file("cut.json", madeOf.text.slice(0, 200)), "--out", "x.json"], "to its end"],
    ["another file", () => [file("other.json", "{}"), "--out", "x.json"], "This is no plan"],
    [
      "a plan whose time is over",
      () => [file("old.json", madeOf.text.replace(/"expiresAt": "\d{4}/, '"expiresAt": "2020')), "--out", "x.json"],
      "its result would be refused",
    ],
    [
      "a plan for other requirements",
      () => [file("new.json", madeOf.text.replace(/"catalogue": "[^"]+"/, '"catalogue": "x"')), "--out", "x.json"],
      "Download plan and command again",
    ],
    [
      "an answer among the secrets",
      () => ["plan.json", "--secrets", file("a.yaml", "db.port: 5432\n"), "--out", "x.json"],
      "db.port is an answer and no secret",
    ],
    [
      "a secret written out",
      () => ["plan.json", "--secrets", file("b.yaml", "db.password: hunter2\n"), "--out", "x.json"],
      "b.yaml:1: db.password: Give this secret as",
    ],
    ["a folder that is not there", () => ["plan.json", "--out", "nowhere/x.json"], "cannot be written"],
  ])("%s", async (_what, args, words) => {
    peer.forget();
    const { code, stderr } = await run(args());
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) as string });
    expect(stderr).not.toContain("hunter2");
    expect(peer.requests()).toEqual([]);
  });
});
