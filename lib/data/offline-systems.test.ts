import "@/test/database";

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import type { Result } from "@/lib/cli/result";
import { startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { startRegistryPeer } from "@/lib/peers/registry/server";
import { startS3Peer } from "@/lib/peers/s3";
import { startSqlServerPeer } from "@/lib/peers/sql-server/server";
import { PRACTICE_TOKEN, practiceAnswers, practiceScenario } from "@/lib/practice/scenario";
import { practiceDatabase, practiceRegistry, practiceSystemAnswers } from "@/lib/practice/systems";
import { type BareFolder, bareFolder } from "@/test/offline/bundle";
import { person } from "@/test/people";

import { importAnswers } from "./answers";
import { getBoard } from "./board";
import { db } from "./db";
import { handOutPlan } from "./offline-plans";
import { takeOfflineResult } from "./offline-results";
import { createProject } from "./projects";

const HOST = "localhost";
const BUCKET = "knovvu-va";
/** Secrets with letters that each form of saying them back writes differently. */
const CANARIES = { registry: 'canary/reg+"pw"=?é', database: "canary'db&pw%20\\x", storage: "canary+S3/secret==key" };

let bare: BareFolder;
let outcome: Awaited<ReturnType<BareFolder["readiness"]>>;
let written: string;
let board: Awaited<ReturnType<typeof getBoard>>;
let stored: unknown;
const peers: { close: () => Promise<unknown> }[] = [];

beforeAll(async () => {
  const cluster = await startKubernetesPeer(practiceScenario([]));
  const registry = await startRegistryPeer({ ...practiceRegistry([]), password: CANARIES.registry }, { names: [HOST] });
  const database = await startSqlServerPeer({ ...practiceDatabase([]), password: CANARIES.database }, [HOST]);
  const storage = await startS3Peer({ keys: { AKPRACTICE: CANARIES.storage }, buckets: { [BUCKET]: {} } });
  peers.push(cluster, registry, database, storage);
  const manager = await person("manager");
  const { id } = await createProject(manager, { customer: "Sealed Bank", environment: "Production" });
  await importAnswers(manager, id, {
    ...practiceAnswers(new Date()),
    ...practiceSystemAnswers({ registry: registry.ca, database: database.ca }),
    "k8s.apiReachableFrom": "terminal-only",
    "reg.host": `${HOST}:${registry.port}`,
    "db.host": HOST,
    "db.port": database.port,
    "os.endpoint": `http://${HOST}:${storage.port}`,
    "os.region": "us-east-1",
    "os.accessKey": "AKPRACTICE",
    "os.buckets": [BUCKET],
  });
  bare = bareFolder();
  const write = (name: string, text: string) => writeFileSync(join(bare.path, name), text);
  write("plan.json", (await handOutPlan(manager, id)).text);
  write("kubeconfig.yaml", cluster.kubeconfig({ token: PRACTICE_TOKEN }));
  write("db.txt", CANARIES.database);
  write(
    "secrets.yaml",
    [
      "k8s.kubeconfig: {file: kubeconfig.yaml}",
      "reg.password: {env: REG}",
      "db.password: {file: db.txt}",
      "os.secretKey: {env: S3}",
    ].join("\n"),
  );
  const args = ["run-plan", "plan.json", "--secrets", "secrets.yaml", "--consent", "all", "--out", "result.json"];
  outcome = await bare.readiness(args, {
    CHECK_ALLOW_LOOPBACK: "1",
    REG: CANARIES.registry,
    S3: CANARIES.storage,
  });
  written = outcome.code === 1 ? readFileSync(join(bare.path, "result.json"), "utf8") : outcome.stderr;
  await takeOfflineResult(manager, id, new TextEncoder().encode(written));
  board = await getBoard(manager, id);
  const of = { where: { projectId: id } };
  const client = await db();
  stored = [
    await client.observation.findMany(of),
    await client.errand.findMany(of),
    await client.auditEntry.findMany(of),
  ];
}, 120_000);
afterAll(async () => {
  for (const peer of peers) await peer.close();
  bare.remove();
});

test.each([
  ["k8s-api-reachable", "pass"],
  ["k8s-version-window", "pass"],
  // The registry's CA is private: the workers need it too.
  ["reg-auth", "warn"],
  ["reg-push", "pass"],
  ["reg-mirror", "pass"],
  ["db-login", "pass"],
  ["db-owner", "pass"],
  ["os-endpoint", "warn"],
  ["os-bucket-rights", "pass"],
])("where only the terminal server reaches the cluster, %s is settled by what the one file saw", (id, verdict) => {
  const told = (JSON.parse(written) as Result).requirements.find((one) => one.id === id);
  expect(told).toMatchObject({ verdict });
  expect(board.rows.find((row) => row.id === id)).toMatchObject({ verdict, vantage: "app", progress: "idle" });
});

test("no secret of any system is said back, in any form, by the file, the screen, the board or the database", () => {
  expect(outcome).toMatchObject({ code: 1, stderr: "" });
  const places = [written, outcome.stdout, JSON.stringify(board), JSON.stringify(stored)];
  for (const secret of [...Object.values(CANARIES), PRACTICE_TOKEN]) {
    const bytes = Buffer.from(secret);
    const forms = [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      bytes.toString("base64").replace(/=+$/, ""),
      bytes.toString("base64url"),
      bytes.toString("hex"),
    ];
    for (const form of forms) for (const place of places) expect(place).not.toContain(form);
  }
});
