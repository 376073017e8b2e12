import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";

import { healthyCluster } from "@/lib/peers/kubernetes/healthy";
import { type KubernetesPeer, startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { PRACTICE_TOKEN } from "@/lib/practice/scenario";
import { healthyAnswers } from "@/test/cluster/answers";
import { check, readiness } from "@/test/readiness-command";

let folder: string;
let peer: KubernetesPeer;
const write = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "readiness-command-"));
  peer = await startKubernetesPeer(healthyCluster({ token: PRACTICE_TOKEN }));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await peer.close();
});

describe("the command with bad input ends with 2, names key and line, and contacts nothing", () => {
  test.each([
    ["an unknown key", "project.customer: Acme\nk8s.distributon: aks\n", ":2: k8s.distributon"],
    ["a wrong type", "db.port: many\n", ":1: db.port"],
    [
      "a question where no terminal is",
      "db.password: {prompt: true}\n",
      ":1: db.password: There is no terminal to ask at. Give this secret as {file: path} or {env: NAME}.",
    ],
    [
      "a missing file",
      "k8s.kubeconfig: {file: nowhere.yaml}\n",
      ":1: k8s.kubeconfig: The file nowhere.yaml cannot be read",
    ],
  ])("%s", async (_what, text, words) => {
    peer.forget();
    const { code, stdout, stderr } = await readiness(["check", "--answers", write("answers.yaml", text)]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(words);
    expect(peer.requests()).toEqual([]);
  });

  test.each([
    ["no command", [], "Usage:"],
    ["an unknown command", ["chek"], "chek is not a command"],
    ["an unknown option", ["list", "--jason"], "Unknown option"],
    [
      "an unknown requirement",
      ["check", "--answers", "x", "--only", "nothing-like-it"],
      "nothing-like-it is not in the catalogue",
    ],
    ["an unknown group", ["check", "--answers", "x", "--group", "nothing"], "Groups: terminal"],
    [
      "a consent to what writes nothing",
      ["check", "--answers", "x", "--consent", "db-owner,ns-exist"],
      "from here ns-exist writes nothing. What can be agreed to: reg-push, db-owner, os-bucket-rights.",
    ],
    ["no answers", ["check"], "--answers is missing"],
    ["answers that are not there", ["check", "--answers", "/nowhere.yaml"], "cannot be read"],
  ])("%s", async (_what, args, words) => {
    const { code, stderr } = await readiness(args);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });
});

describe("the command", () => {
  test("prints all 90 requirements in the order of the catalogue, as the promised object", async () => {
    const { result } = await check(healthyAnswers(), peer.kubeconfig({ token: PRACTICE_TOKEN }), [
      "--group",
      "kubernetes",
    ]);
    expect(result).toMatchObject({ schema: "knovvu-readiness/result@1", vantage: "app", summary: { ready: false } });
    expect(result.requirements).toHaveLength(90);
    expect(Object.values(result.summary.counts).reduce((sum, count) => sum + count)).toBe(90);
    expect(result.requirements.find(({ id }) => id === "ns-quota")).toMatchObject({
      verdict: "could-not-tell",
      message: "Not asked for in this call.",
    });
  });

  test("judges a refused kubeconfig, and what needs it is blocked by it", async () => {
    const { row, code } = await check(
      healthyAnswers(),
      stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "c", cluster: { server: "https://x.example" } }],
        users: [{ name: "u", user: { exec: { command: "aws" } } }],
        contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
      }),
    );
    expect(code).toBe(1);
    expect(row("k8s-kubeconfig-safe")).toMatchObject({ verdict: "fail" });
    expect(row("k8s-api-reachable")).toMatchObject({ verdict: "could-not-tell", blockedBy: "k8s-kubeconfig-safe" });
  });

  test("never prints a secret, neither in the table nor as JSON", async () => {
    const { result } = await check(healthyAnswers(), peer.kubeconfig({ token: PRACTICE_TOKEN }));
    expect(JSON.stringify(result)).not.toContain(PRACTICE_TOKEN);
  });

  test("says of a kubeconfig what the intake would say", async () => {
    const accepted = await readiness(["kubeconfig", write("good.yaml", peer.kubeconfig({ token: PRACTICE_TOKEN }))]);
    expect(accepted).toMatchObject({ code: 0, stderr: "" });
    expect(accepted.stdout).toContain("system:serviceaccount:knovvu-common:knovvu-deployer");
    const refused = await readiness(["kubeconfig", write("picture.yaml", "\u0089PNG")]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("Refused:");
  });

  test("writes the customer's files", async () => {
    const out = join(folder, "files");
    const { code } = await readiness([
      "artefacts",
      "--answers",
      write("answers.yaml", stringify(healthyAnswers())),
      "--out",
      out,
    ]);
    expect(code).toBe(0);
    expect(readdirSync(out)).toContain("endpointslice-role.yaml");
    expect(readFileSync(join(out, "make-kubeconfig.sh"), "utf8")).toContain("knovvu-common");
  });

  test("lists the catalogue", async () => {
    const { stdout } = await readiness(["list", "--json"]);
    expect(JSON.parse(stdout)).toHaveLength(90);
  });
});
