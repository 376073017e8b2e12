import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Forbidden, NotFound } from "@/lib/errors";
import { readPortfolioQuery } from "@/lib/portfolio/query";
import { person } from "@/test/people";

import { getAnswers, getFacts, importAnswers, saveAnswer } from "./answers";
import { attest, evidenceFile, withdrawAttestation } from "./attestations";
import { getBoard } from "./board";
import { inviteCustomers } from "./invitations";
import { listPortfolio } from "./portfolio";
import { createProject, getProject, setAllowedNetworks, setPracticeMistakes } from "./projects";
import { cancelRun, compareRuns, getRun, listRuns, startRun } from "./runs";
import { listAccess } from "./seats";
import { removeSecret, saveSecret, secretHints } from "./secrets";
import { listUsers, updateUser } from "./users";
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
    ["invite somebody", () => inviteCustomers(customer, own, ["x@y.example"])],
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
