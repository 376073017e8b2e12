import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";
import { readPortfolioQuery } from "@/lib/portfolio/query";
import { PASSWORD, person } from "@/test/people";

import { getAnswers, getFacts, importAnswers, saveAnswer } from "./answers";
import { attest, evidenceFile, withdrawAttestation } from "./attestations";
import { getBoard } from "./board";
import {
  createUser,
  ensureSetupLink,
  inviteCustomer,
  listAccess,
  readInvitation,
  redeemInvitation,
  redeemSetup,
} from "./links";
import { listPortfolio } from "./portfolio";
import { createProject, getProject, setAllowedNetworks, setPracticeMistakes } from "./projects";
import { cancelRun, compareRuns, getRun, listRuns, startRun } from "./runs";
import { removeSecret, saveSecret, secretHints } from "./secrets";
import { changePassword, listUsers, personByPassword, personOfSession, updateUser } from "./users";
import { revokeWaiver, waive } from "./waivers";

let admin: Actor;
let customer: Actor;
let own: string;
let foreign: string;

beforeAll(async () => {
  admin = await person("admin");
  ({ id: own } = await createProject(admin, { customer: "Own Bank", environment: "Production" }));
  ({ id: foreign } = await createProject(admin, { customer: "Foreign Bank", environment: "Production" }));
  customer = await person("customer", own);
});

const listed = (actor: Actor) => listPortfolio(actor, readPortfolioQuery(), { today: "2026-11-25" });

/** Every function that a customer may call with the id of a project. */
const DOORS: [string, (actor: Actor, projectId: string) => Promise<unknown>][] = [
  ["getProject", getProject],
  ["getAnswers", getAnswers],
  ["getFacts", getFacts],
  ["saveAnswer", (actor, projectId) => saveAnswer(actor, { projectId, field: "db.port", value: 1, baseRevision: 0 })],
  [
    "saveAnswer with a wrong value",
    (actor, projectId) => saveAnswer(actor, { projectId, field: "db.port", value: "x", baseRevision: 0 }),
  ],
  ["importAnswers", (actor, projectId) => importAnswers(actor, projectId, { "db.port": 1 })],
  ["saveSecret", (actor, projectId) => saveSecret(actor, { projectId, field: "db.password", value: "x" })],
  [
    "saveSecret with a wrong value",
    (actor, projectId) => saveSecret(actor, { projectId, field: "db.password", value: "" }),
  ],
  ["removeSecret", (actor, projectId) => removeSecret(actor, projectId, "db.password")],
  ["secretHints", secretHints],
  ["getBoard", getBoard],
  ["startRun", (actor, projectId) => startRun(actor, projectId, { kind: "all" })],
  ["cancelRun", cancelRun],
  ["listRuns", listRuns],
  ["getRun", (actor, projectId) => getRun(actor, projectId, 1)],
  ["compareRuns", (actor, projectId) => compareRuns(actor, projectId, 1, 2)],
  ["attest", (actor, projectId) => attest(actor, { projectId, requirementId: "ts-host", holds: true })],
  ["withdrawAttestation", (actor, projectId) => withdrawAttestation(actor, projectId, "ts-host")],
  ["evidenceFile", (actor, projectId) => evidenceFile(actor, projectId, "any")],
  ["setPracticeMistakes", (actor, projectId) => setPracticeMistakes(actor, projectId, [])],
  ["listAccess", listAccess],
];

describe("bar 29: a stranger's project is the same as a missing one", () => {
  test.each(DOORS)("%s", async (_name, door) => {
    const messageOf = async (projectId: string) => {
      const error: unknown = await door(customer, projectId).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(NotFound);
      return (error as NotFound).message;
    };
    expect(await messageOf(foreign)).toBe(await messageOf("missing-project-id"));
  });

  test("and it does not stand in the customer's list", async () => {
    expect((await listed(customer)).rows.map(({ id }) => id)).toEqual([own]);
    expect((await listed(admin)).rows.length).toBeGreaterThan(1);
  });
});

describe("bar 40: a customer may not do what is SESTEK's", () => {
  test.each<[string, () => Promise<unknown>]>([
    ["create a project", () => createProject(customer, { customer: "X Bank", environment: "Y" })],
    ["open a network", () => setAllowedNetworks(customer, own, ["10.0.0.0/8"])],
    [
      "accept a failure",
      () => waive(customer, { projectId: own, requirementId: "ns-quota", reason: "because we want to", days: 7 }),
    ],
    ["end a waiver", () => revokeWaiver(customer, own, "ns-quota")],
    ["invite somebody", () => inviteCustomer(customer, own, "x@y.example")],
    ["see who may sign in", () => listUsers(customer)],
    ["make himself an administrator", () => updateUser(customer, customer.userId, { role: "admin" })],
    [
      "attest what SESTEK delivers",
      () => attest(customer, { projectId: own, requirementId: "reg-vendor-credentials", holds: true }),
    ],
  ])("%s", async (_name, door) => {
    await expect(door()).rejects.toBeInstanceOf(Forbidden);
  });
});

describe("a single-use link", () => {
  const token = (path: string) => path.split("/").at(-1) ?? "";

  test("bar 39: lets exactly one in, even when two use it at once", async () => {
    const { path } = await inviteCustomer(admin, own, "two@invited.example");
    const use = () => redeemInvitation(token(path), { name: "Twin", password: PASSWORD }, undefined);
    const both = await Promise.allSettled([use(), use()]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(readInvitation(token(path))).rejects.toBeInstanceOf(NotFound);
  });

  test("that is replaced by a newer one ends", async () => {
    const first = await inviteCustomer(admin, own, "again@invited.example");
    await inviteCustomer(admin, own, "again@invited.example");
    await expect(readInvitation(token(first.path))).rejects.toBeInstanceOf(NotFound);
  });

  test("for a person with an account needs that person's sign-in", async () => {
    const { path } = await inviteCustomer(admin, foreign, customer.email);
    await expect(redeemInvitation(token(path), { name: "", password: "" }, admin)).rejects.toBeInstanceOf(Invalid);
    await redeemInvitation(token(path), { name: "", password: "" }, customer);
    expect((await listed(customer)).rows).toHaveLength(2);
  });

  test("makes nobody an administrator through a customer's invitation, and no set-up once somebody is there", async () => {
    expect(await ensureSetupLink()).toBeUndefined();
    await expect(
      redeemSetup("guess", { name: "Eve", email: "eve@x.example", password: PASSWORD }),
    ).rejects.toBeInstanceOf(NotFound);
    await expect(createUser(admin, { email: "new@sestek.example", role: "customer" })).rejects.toBeInstanceOf(Invalid);
  });
});

describe("bar 32: a session ends", () => {
  const session = async (actor: Actor) => (await personByPassword(actor.email, PASSWORD))?.sessionVersion ?? 0;

  test("when the person is locked out", async () => {
    const engineer = await person("engineer");
    const version = await session(engineer);
    expect(await personOfSession(engineer.userId, version)).toBeDefined();
    await updateUser(admin, engineer.userId, { disabled: true });
    expect(await personOfSession(engineer.userId, version)).toBeUndefined();
    expect(await personByPassword(engineer.email, PASSWORD)).toBeUndefined();
  });

  test("when the password changes, and when the role does", async () => {
    const engineer = await person("engineer");
    const version = await session(engineer);
    await changePassword(engineer, { current: PASSWORD, next: "another long password" });
    expect(await personOfSession(engineer.userId, version)).toBeUndefined();
    await updateUser(admin, engineer.userId, { role: "manager" });
    expect(await personOfSession(engineer.userId, version + 1)).toBeUndefined();
  });

  test("but nobody changes a password without the present one", async () => {
    const engineer = await person("engineer");
    await expect(changePassword(engineer, { current: "wrong", next: "another long password" })).rejects.toBeInstanceOf(
      Invalid,
    );
    await expect(changePassword(engineer, { current: PASSWORD, next: "short" })).rejects.toThrow("at least 12");
  });
});
