import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Invalid, NotFound } from "@/lib/errors";
import { person } from "@/test/people";
import { inScript, type TrialHead, type TrialItem, trialResult } from "@/test/terminal/results";

import { saveAnswer } from "./answers";
import { getBoard } from "./board";
import { db } from "./db";
import { listErrands, revokeErrand } from "./errands";
import { createProject } from "./projects";
import { takePostedResult, takeUploadedResult } from "./terminal-results";
import { handOutScript } from "./terminal-scripts";

let manager: Actor;
let projectId: string;
const bytes = (text: string) => new TextEncoder().encode(text);
const row = async (id: string) => (await getBoard(manager, projectId)).rows.find((one) => one.id === id);
const HOUR_MS = 3_600_000;
const at = (ahead: number) => `${new Date(Date.now() + ahead).toISOString().slice(0, 19)}Z`;
const OS: TrialItem = {
  check: "ts-os-version",
  target: "Windows",
  state: "seen",
  detail: {
    caption: "Microsoft Windows Server 2022 Standard",
    build: "20348",
    productType: "3",
    installation: "Server",
    architecture: "AMD64",
  },
};
const DISK: TrialItem = {
  check: "ts-disk-free",
  target: "C:",
  state: "seen",
  detail: { free: "42949672960", uses: "system" },
};

beforeAll(async () => {
  manager = await person("manager");
  ({ id: projectId } = await createProject(manager, { customer: "Acme Bank", environment: "Production" }));
  for (const [field, value] of [
    ["ts.os", "windows-server"],
    ["ts.host", "sestek-ts01.corp.example"],
  ] as const)
    await saveAnswer(manager, { projectId, field, value, baseRevision: 0 });
});

const handOut = async () => {
  const handed = await handOutScript(manager, projectId, "terminal");
  return { ...handed, ...inScript(handed.text) };
};
const result = (code: string, runId: string, items: TrialItem[] = [OS, DISK], head: TrialHead = {}) =>
  trialResult(code, { runId, project: projectId, ...head }, items);
const lastAudit = async () => (await db()).auditEntry.findFirst({ where: { projectId }, orderBy: { seq: "desc" } });

describe("a result of the terminal server", () => {
  test("posted with its code turns the rows, with the machine named, and stands in the audit log", async () => {
    const { code, runId, errandId } = await handOut();
    expect(runId).toBe(errandId);
    const taken = await takePostedResult(errandId, code, bytes(result(code, runId)));
    expect(taken).toMatchObject({ host: "SESTEK-TS01", refused: [] });
    expect(await row("ts-os-version")).toMatchObject({ verdict: "pass", vantage: "terminal" });
    expect((await row("ts-disk-free"))?.observations[0]).toMatchObject({
      target: "C: (system)",
      evidence: { host: "SESTEK-TS01" },
    });
    const stored = await (await db()).observation.findFirst({ where: { errandId, requirementId: "ts-os-version" } });
    expect(stored).toMatchObject({ host: "SESTEK-TS01", vantage: "terminal", current: true });
    expect((await listErrands(manager, projectId, ["terminal"]))[0]).toMatchObject({
      state: "taken",
      host: "SESTEK-TS01",
    });
    expect(await lastAudit()).toMatchObject({ action: "errand.taken", subject: errandId });
  });

  test("a newer look replaces the older one of the same requirement", async () => {
    const { code, runId } = await handOut();
    const old = { ...OS, detail: { ...OS.detail, build: "9600" } };
    await takeUploadedResult(manager, projectId, bytes(result(code, runId, [old])));
    expect(await row("ts-os-version")).toMatchObject({ verdict: "fail", reasonCode: "version-low" });
    expect(await row("ts-disk-free")).toMatchObject({ verdict: "pass" });
  });

  test.each<[string, (text: string) => Uint8Array]>([
    ["as the script writes it", bytes],
    ["with a UTF-8 mark", (text) => bytes(`\ufeff${text}`)],
    ["as UTF-16, as Set-Content leaves it", (text) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"))],
    ["as UTF-16 without mark", (text) => new Uint8Array(Buffer.from(text, "utf16le"))],
    [
      "pasted with blank lines around and other line ends",
      (text) => bytes(`\r\n\r\n${JSON.stringify(JSON.parse(text), null, 2).replaceAll("\n", "\r\n")}\r\n`),
    ],
  ])("is taken from a person %s", async (_how, encode) => {
    const { code, runId } = await handOut();
    await expect(takeUploadedResult(manager, projectId, encode(result(code, runId)))).resolves.toMatchObject({
      taken: 3,
    });
  });

  test("bar 39: is taken once; the second time it is refused with a sentence, and counted in the audit log", async () => {
    const { code, runId, errandId } = await handOut();
    const text = result(code, runId);
    await takePostedResult(errandId, code, bytes(text));
    await expect(takePostedResult(errandId, code, bytes(text))).rejects.toThrow("was taken already");
    await expect(takeUploadedResult(manager, projectId, bytes(text))).rejects.toThrow("was taken already");
    expect(await lastAudit()).toMatchObject({ action: "errand.refused", subject: errandId });
  });

  test("bar 39: of ten at once exactly one is taken", async () => {
    const { code, runId, errandId } = await handOut();
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, () => takePostedResult(errandId, code, bytes(result(code, runId)))),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await (await db()).observation.count({ where: { errandId, requirementId: "ts-os-version" } })).toBe(1);
  });

  test("with a wrong code, or for an errand that never was, is the same not found", async () => {
    const { code, runId, errandId } = await handOut();
    const wrong = await takePostedResult(errandId, "guess", bytes(result(code, runId))).catch((error: Error) => error);
    const never = await takePostedResult("never", code, bytes(result(code, runId))).catch((error: Error) => error);
    expect(wrong).toBeInstanceOf(NotFound);
    expect((wrong as Error).message).toBe((never as Error).message);
  });

  test("after it was taken back, or after its time, is refused", async () => {
    const revoked = await handOut();
    await revokeErrand(manager, projectId, revoked.errandId);
    const post = ({ code, runId, errandId }: typeof revoked) =>
      takePostedResult(errandId, code, bytes(result(code, runId)));
    await expect(post(revoked)).rejects.toThrow("was taken back");
    const late = await handOut();
    await (await db()).errand.update({ where: { id: late.errandId }, data: { expiresAt: new Date(Date.now() - 1) } });
    await expect(post(late)).rejects.toThrow("Its time ended on");
  });

  test("of another project is refused there, by the same sentence as one that never was", async () => {
    const { code, runId } = await handOut();
    const other = await createProject(manager, { customer: "Other Bank", environment: "Test" });
    await expect(takeUploadedResult(manager, other.id, bytes(result(code, runId)))).rejects.toThrow(
      "does not belong to this project",
    );
    await expect(takeUploadedResult(manager, projectId, bytes(result(code, "never-was")))).rejects.toThrow(
      "does not belong to this project",
    );
    const stranger = await person("customer", other.id);
    await expect(takeUploadedResult(stranger, projectId, bytes(result(code, runId)))).rejects.toBeInstanceOf(NotFound);
  });

  test.each<[string, (text: string) => string, string]>([
    ["whose verdict-making value was changed", (text) => text.replace("20348", "26100"), "was changed"],
    ["from which a finding was taken out", (text) => text.replace(/,\{"check":"ts-disk-free".*?\}\}/, ""), "cut off"],
    ["that was cut in the middle", (text) => text.slice(0, text.length / 2), "cut off"],
    ["whose host was changed", (text) => text.replace("SESTEK-TS01", "OTHER"), "was changed"],
    ["without seal", (text) => text.replace(/"seal":"\w+"/, '"seal":""'), "was changed"],
    ["that is a page", () => "<html><script>alert(1)</script></html>", "no result of the script"],
    ["that is empty", () => "", "is empty"],
    ["of another version", (text) => text.replace("terminal@1", "terminal@9"), "another version"],
  ])("%s is refused with its sentence, and changes no row", async (_what, spoil, sentence) => {
    const { code, runId } = await handOut();
    const before = await row("ts-os-version");
    const refused = takeUploadedResult(manager, projectId, bytes(spoil(result(code, runId))));
    await expect(refused).rejects.toBeInstanceOf(Invalid);
    await expect(refused).rejects.toThrow(sentence);
    expect(await row("ts-os-version")).toEqual(before);
    expect(await lastAudit()).toMatchObject({ action: "errand.refused" });
  });

  test("a million findings are refused, and nothing of them is kept", async () => {
    const { code, runId } = await handOut();
    const head = JSON.stringify(JSON.parse(result(code, runId, [])))
      .slice(0, -1)
      .replace('"items":[]', '"items":[0');
    const many = `${head.replace(/"seal".*$/, "")}${",0".repeat(400_000)}],"seal":"x","count":"400001"}`;
    await expect(takeUploadedResult(manager, projectId, bytes(many))).rejects.toBeInstanceOf(Invalid);
  });

  test("is taken in part: what is bad is refused one by one with its reason, and nothing else is lost", async () => {
    const { code, runId } = await handOut();
    const items: TrialItem[] = [
      OS,
      { check: "ts-net-external", target: "metadata 169.254.169.254:80", state: "held" },
      { check: "rm-rf", target: "x", state: "seen" },
      { check: "ts-disk-free", target: "<img src=x onerror=alert(1)>", state: "seen", detail: { free: "1" } },
      OS,
      { check: "ts-host", target: "machine", state: "seen", detail: { name: "\u202e<b>\u001b[2J" } },
      { check: "ts-app-postman", target: "Postman", state: "S".repeat(99) },
    ];
    const taken = await takeUploadedResult(manager, projectId, bytes(result(code, runId, items)));
    expect(taken.refused?.map(({ about, because }) => `${about}: ${because}`)).toEqual([
      "rm-rf: A script of this kind does not look at that.",
      "ts-os-version Windows: The same thing was already told once.",
      "ts-app-postman: It does not have the form of a finding, or a text is too long.",
      expect.stringContaining("metadata 169.254.169.254:80: The plan of this script did not ask for it"),
      expect.stringContaining("<img src=x onerror=alert(1)>: The plan"),
    ]);
    expect(await row("ts-os-version")).toMatchObject({ verdict: "pass" });
    const host = (await row("ts-host"))?.observations.find(({ vantage }) => vantage === "terminal");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is proved.
    expect(JSON.stringify(host)).not.toMatch(/\\u202e|\\u001b|[\u202e\u001b]/);
  });

  test("with a clock two hours off is taken with the time put right and a note; days off, it is refused", async () => {
    const ahead = await handOut();
    const times = { startedAt: at(2 * HOUR_MS), finishedAt: at(2 * HOUR_MS) };
    const taken = await takePostedResult(
      ahead.errandId,
      ahead.code,
      bytes(result(ahead.code, ahead.runId, [OS], times)),
    );
    expect(taken.notes?.[0]).toMatch(/The clock of SESTEK-TS01 is (2 hours|1\d\d minutes) ahead of ours/);
    expect(Date.parse((await row("ts-os-version"))?.observedAt ?? "")).toBeLessThanOrEqual(Date.now());
    const behind = await handOut();
    const early = { startedAt: at(-2 * HOUR_MS), finishedAt: at(-2 * HOUR_MS) };
    const later = await takeUploadedResult(manager, projectId, bytes(result(behind.code, behind.runId, [OS], early)));
    expect(later.notes?.[0]).toContain("behind ours");
    const wild = await handOut();
    const future = { startedAt: at(72 * HOUR_MS), finishedAt: at(72 * HOUR_MS) };
    await expect(
      takeUploadedResult(manager, projectId, bytes(result(wild.code, wild.runId, [OS], future))),
    ).rejects.toThrow("more than a day off");
  });

  test("from last month is refused as stale", async () => {
    const { code, runId } = await handOut();
    const old = { startedAt: at(-720 * HOUR_MS), finishedAt: at(-720 * HOUR_MS) };
    await expect(takeUploadedResult(manager, projectId, bytes(result(code, runId, [OS], old)))).rejects.toThrow(
      "before it was asked for",
    );
    const open = { runId: `project-${projectId}-terminal`, ...old };
    await expect(
      takeUploadedResult(manager, projectId, bytes(trialResult("", { project: projectId, ...open }, [OS]))),
    ).rejects.toThrow("more than 7 days ago");
  });

  test("of a script without code is taken once from a signed-in person, and only in its project", async () => {
    const text = trialResult("", { runId: `project-${projectId}-terminal`, project: projectId }, [OS]);
    await expect(takeUploadedResult(manager, projectId, bytes(text))).resolves.toMatchObject({ taken: 2 });
    await expect(takeUploadedResult(manager, projectId, bytes(text))).rejects.toThrow("was taken already");
    const other = await createProject(manager, { customer: "Third Bank", environment: "Test" });
    await expect(takeUploadedResult(manager, other.id, bytes(text))).rejects.toThrow("does not belong to this project");
  });

  test("an edited answer that it cites makes it stale at once", async () => {
    const { code, runId } = await handOut();
    await takeUploadedResult(manager, projectId, bytes(result(code, runId)));
    await saveAnswer(manager, { projectId, field: "ts.os", value: "windows-client", baseRevision: 1 });
    expect(await row("ts-os-version")).toMatchObject({ verdict: "could-not-tell", reasonCode: "stale" });
  });
});

test("a closed project takes no result, whoever brings it", async () => {
  const { id } = await createProject(manager, { customer: "Closed Bank", environment: "Test" });
  const handed = await handOutScript(manager, id, "terminal");
  const { code, runId } = inScript(handed.text);
  const text = trialResult(code, { runId, project: id }, [OS]);
  await (await db()).project.update({ where: { id }, data: { closedAt: new Date() } });
  await expect(takePostedResult(handed.errandId, code, bytes(text))).rejects.toThrow("This project is closed");
  await expect(takeUploadedResult(manager, id, bytes(text))).rejects.toThrow("This project is closed");
  await expect(handOutScript(manager, id, "terminal")).rejects.toThrow("This project is closed");
});

test("the code is kept as a hash only, and is never listed", async () => {
  const { code } = await handOut();
  expect(JSON.stringify(await (await db()).errand.findMany())).not.toContain(code);
  expect(JSON.stringify(await listErrands(manager, projectId, ["terminal"]))).not.toContain(code);
});
