import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type AdminClient, adminClient } from "./admin-client";
import { etcd, kubeApiserver } from "./binaries";

export interface ControlPlane {
  url: string;
  caPem: string;
  admin: AdminClient;
  /** A kubeconfig of the administrator, as a file, for the programs of the cluster itself. */
  adminFile: string;
  /** Where this control plane keeps what is its own; removed at the end. */
  folder: string;
  stop(): Promise<void>;
}

export const ADMIN_TOKEN = "cluster-test-administrator";

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), 8_000);
  await gone;
  clearTimeout(hard);
}

/** Waits until `ready` says yes; ends with the process's own last words when it dies first. */
export async function until(
  what: string,
  child: ChildProcess,
  log: () => string,
  ready: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) break;
    if (await ready().catch(() => false)) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`${what} did not become ready. Its last words:\n${log().slice(-2_000)}`);
}

export function launch(command: string, args: string[]): { child: ChildProcess; log: () => string } {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  const keep = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-20_000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return { child, log: () => text };
}

/** Starts etcd and a real kube-apiserver with RBAC on loopback, in a temporary folder of their own. */
export async function startControlPlane(options: { gitVersion?: string } = {}): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), "readiness-cluster-"));
  const [clientPort, peerPort, apiPort] = [await freePort(), await freePort(), await freePort()];
  const etcdUrl = `http://127.0.0.1:${clientPort}`;
  const store = launch(etcd(), [
    ...["--data-dir", join(folder, "etcd"), "--name", "readiness"],
    ...["--listen-client-urls", etcdUrl, "--advertise-client-urls", etcdUrl],
    ...[
      "--listen-peer-urls",
      `http://127.0.0.1:${peerPort}`,
      "--initial-advertise-peer-urls",
      `http://127.0.0.1:${peerPort}`,
    ],
    ...["--initial-cluster", `readiness=http://127.0.0.1:${peerPort}`],
  ]);
  await until("etcd", store.child, store.log, async () => (await fetch(`${etcdUrl}/health`)).ok);

  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const path = (name: string) => join(folder, name);
  mkdirSync(path("certs"));
  writeFileSync(path("sa.key"), privateKey, { mode: 0o600 });
  writeFileSync(path("sa.pub"), publicKey);
  writeFileSync(path("tokens.csv"), `${ADMIN_TOKEN},cluster-test-admin,cluster-test-admin,"system:masters"\n`, {
    mode: 0o600,
  });
  const api = launch(kubeApiserver(options.gitVersion), [
    ...["--etcd-servers", etcdUrl, "--bind-address", "127.0.0.1", "--advertise-address", "127.0.0.1"],
    ...["--secure-port", String(apiPort), "--cert-dir", path("certs"), "--authorization-mode", "Node,RBAC"],
    ...["--token-auth-file", path("tokens.csv"), "--service-cluster-ip-range", "10.96.0.0/16"],
    ...["--service-account-issuer", "https://kubernetes.default.svc", "--service-account-key-file", path("sa.pub")],
    ...["--service-account-signing-key-file", path("sa.key"), "--endpoint-reconciler-type", "none"],
    ...["--kubelet-preferred-address-types", "Hostname"],
  ]);
  const url = `https://127.0.0.1:${apiPort}`;
  let admin: AdminClient | undefined;
  let caPem = "";
  const stop = async () => {
    await end(api.child);
    await end(store.child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until("kube-apiserver", api.child, api.log, async () => {
      const blocks = readFileSync(path("certs/apiserver.crt"), "utf8").match(
        /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g,
      );
      caPem = blocks?.at(-1) ?? "";
      admin = adminClient(url, caPem, ADMIN_TOKEN);
      return (await admin.request("GET", "/readyz")).status === 200;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  if (!admin) throw new Error("kube-apiserver gave no certificate.");
  const adminFile = path("admin.json");
  writeFileSync(path("ca.pem"), caPem);
  writeFileSync(adminFile, adminKubeconfig(url, caPem), { mode: 0o600 });
  return { url, caPem, admin, adminFile, folder, stop };
}

function adminKubeconfig(server: string, caPem: string): string {
  const cluster = { server, "certificate-authority-data": Buffer.from(caPem).toString("base64") };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster }],
    users: [{ name: "admin", user: { token: ADMIN_TOKEN } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "admin" } }],
    "current-context": "test",
  });
}
