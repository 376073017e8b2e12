import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { makeCertificate } from "@/lib/peers/certificates";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";

import { askedFor, judgeResult } from "../judge-result";
import { decodeResult, readResult, type TerminalResult } from "../result";
import { terminalScript } from "../script";
import { sealOf, sha256 } from "../seal";
import { openPlan } from "../without-code";

/** The Linux script really runs here, in two shells, against listeners of this machine. */
const folder = mkdtempSync(join(tmpdir(), "readiness-shell-"));
const CODE = "a-one-time-code";
const servers: { close: () => void }[] = [];
let answers: Answers;
let issuer = "";
const listen = async (server: Server): Promise<number> => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return (server.address() as AddressInfo).port;
};
const closedPort = async (): Promise<number> => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
};

beforeAll(async () => {
  const ca = await makeCertificate({ commonName: "their ca" });
  const certificate = await makeCertificate({ commonName: "localhost", names: ["localhost"], issuer: ca });
  issuer = "their ca";
  const web = createHttps({ key: certificate.key, cert: certificate.pem }, (request, response) => {
    const api = request.url?.endsWith("/version");
    response.writeHead(api ? 200 : 401, { "www-authenticate": 'Bearer realm="https://x"', server: "peer" });
    response.end(api ? JSON.stringify({ major: "1", gitVersion: "v1.29.4-gke.100" }) : "{}");
  });
  const postgres = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes) => socket.end(bytes[7] === 0x2f ? "S" : "?"));
  });
  const holding = createServer((socket) => socket.on("error", () => {}));
  const slamming = createServer((socket) => socket.destroy());
  const webPort = await listen(web);
  const package_ = zipSync({ "maestro/run": new Uint8Array([1, 2, 3]) });
  const zip = join(folder, "maestro.linux-latest.zip");
  writeFileSync(zip, package_);
  answers = {
    "ts.os": "linux",
    "ts.host": "elsewhere.acme.test",
    "ts.kind": "dedicated-vm",
    "ts.maestroPath": zip,
    "db.engine": "postgresql",
    "db.host": "localhost",
    "db.ip": "127.0.0.1",
    "db.port": await listen(postgres),
    "reg.host": `localhost:${webPort}`,
    "net.baseDomain": "nowhere.invalid",
    "ts.extraTargets": [
      { label: "holds \u0130 'x' $(id)", host: "127.0.0.1", port: await listen(holding) },
      { label: "slams", host: "127.0.0.1", port: await listen(slamming) },
      { label: "refuses", host: "127.0.0.1", port: await closedPort() },
      { label: "unknown", host: "no-such-host.invalid", port: 443 },
    ],
  };
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

const kubeconfig = () => ({ server: `https://${answers["reg.host"]}/k8s/clusters/c-1` }) as never;
const planOf = () => openPlan("p1", "terminal", { answers, kubeconfig: kubeconfig() });

async function run(shell: string): Promise<{ result: TerminalResult; said: string }> {
  const { text } = terminalScript({
    plan: planOf(),
    kind: "shell",
    runId: `run-${shell}`,
    projectId: "p1",
    projectName: "Acme",
    code: CODE,
    sendTo: "",
    today: "2026-11-25",
    rounds: 2,
  });
  const path = join(folder, `${shell}.sh`);
  writeFileSync(path, text);
  const child = spawn(shell, [path, "--folder", folder], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const status = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  expect(status, said).toBe(0);
  const read = readResult(decodeResult(readFileSync(join(folder, `readiness-run-${shell}.json`))));
  if (!read.ok) throw new Error(read.because);
  return { result: read.result, said };
}

describe.each(["dash", "bash"])("the Linux script, run by %s", (shell) => {
  let result: TerminalResult;
  beforeAll(async () => {
    ({ result } = await run(shell));
  }, 60_000);
  const stateOf = (check: string, part: string) =>
    result.findings.find((one) => one.check === check && one.target.includes(part));

  test("writes a result that the intake reads whole, with a seal that only its code makes", () => {
    expect(result.refused).toEqual([]);
    expect(result.seal).toBe(sealOf(sha256(CODE), result.digest));
    expect(result.seal).not.toBe(sealOf(sha256("another code"), result.digest));
    expect(askedFor(result.findings, planOf()).refused).toEqual([]);
  });

  test("tells apart what answers, holds, slams the door, refuses and is not known", () => {
    expect(stateOf("ts-net-database", "localhost")).toMatchObject({
      state: "answered",
      detail: { protocol: "postgresql" },
    });
    expect(stateOf("ts-net-database", "127.0.0.1")?.state).toBe("answered");
    expect(stateOf("ts-net-external", "holds")?.state).toBe("held");
    expect(stateOf("ts-net-external", "slams")?.state).toBe("closed");
    expect(stateOf("ts-net-external", "refuses")?.state).toBe("refused");
    expect(stateOf("ts-net-external", "no-such-host")?.state).toBe("dns");
    expect(stateOf("net-dns", "nowhere")?.state).toBe("nxdomain");
  });

  test("reads certificate, challenge and version without a credential", () => {
    expect(stateOf("ts-net-registry", "localhost")).toMatchObject({
      state: "http",
      detail: { status: "401", challenge: 'Bearer realm="https://x"', trust: "chain", page: "no" },
    });
    const { detail } = stateOf("ts-net-cluster", "API server") ?? {};
    expect(detail).toMatchObject({ status: "200", gitVersion: "v1.29.4-gke.100" });
    expect(detail?.issuer).toContain(issuer);
    expect(detail?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(Number.isNaN(Date.parse(detail?.notAfter ?? ""))).toBe(false);
  });

  test("finds the package, its hash and its contents", () => {
    const { detail } = stateOf("ts-maestro-zip", "Maestro") ?? {};
    expect(detail).toMatchObject({ name: "maestro.linux-latest.zip", head: "504b0304", entries: "1" });
    expect(detail?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test("is judged by the same rules as every other look", () => {
    const verdicts = Object.fromEntries(
      judgeResult({
        answers,
        facts: { answers, secretsSet: new Set(), policy: DEFAULT_POLICY, today: "2026-11-25" },
        now: new Date(),
        plan: planOf(),
        head: result.head,
        findings: result.findings,
        kubeconfig: kubeconfig(),
      }).map((one) => [`${one.requirementId} ${one.target.replace(/\d{4,}/g, "N")}`, one.verdict]),
    );
    expect(verdicts).toMatchObject({
      "ts-net-database database localhost:N": "pass",
      "ts-net-database database 127.0.0.1:N": "pass",
      "ts-net-cluster API server localhost:N": "pass",
      "ts-net-registry registry localhost:N": "warn",
      "ts-net-external slams 127.0.0.1:N": "could-not-tell",
      "ts-net-external refuses 127.0.0.1:N": "warn",
      "ts-net-external unknown no-such-host.invalid:443": "fail",
      "k8s-version-window API server": "pass",
      "ts-net-stability API server localhost:N": "pass",
      "net-dns *.nowhere.invalid": "fail",
      "db-endpoint localhost:N": "pass",
    });
    expect(
      Object.keys(verdicts).filter((key) => key.startsWith("ts-admin-rights") || key.startsWith("ts-app")),
    ).toEqual([]);
  });
});
