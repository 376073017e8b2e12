import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

import type { Certificate } from "@/lib/peers/certificates";

const MODULE = join(import.meta.dirname, "server");
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "knovvu-readiness", "s3");
const READY_MS = 20_000;

/** The one who may do everything: makes buckets and policies for a test, and is never given to a check. */
export const ROOT = { accessKeyId: "root-of-the-tests", secretAccessKey: "root-secret-of-the-tests" };
/** A user of the service, as a customer would give it to SESTEK. */
export const USER = { accessKeyId: "knovvu", secretAccessKey: "knovvu-secret-of-the-tests" };
/** Another one, whose rights a test takes away. */
export const READER = { accessKeyId: "knovvu-reader", secretAccessKey: "reader-secret-of-the-tests" };

/** Path of versitygw; built once from the Go module beside this file and kept in the user's cache. */
function versitygw(): string {
  const version = /versitygw (v[\d.]+)/.exec(readFileSync(join(MODULE, "go.mod"), "utf8"))?.[1] ?? "unknown";
  const path = join(CACHE, `versitygw-${version}`);
  if (!existsSync(path)) {
    mkdirSync(CACHE, { recursive: true });
    const making = `${path}.${process.pid}`;
    try {
      execFileSync(join(MODULE, "build.sh"), [making], { stdio: ["ignore", "inherit", "inherit"] });
    } catch (error) {
      throw new Error("The S3 server could not be built. Install Go 1.25 or newer and run again.", { cause: error });
    }
    renameSync(making, path);
  }
  return path;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** True when something listens on that port of this machine. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const tell = (up: boolean) => {
      socket.destroy();
      resolve(up);
    };
    socket.once("connect", () => tell(true));
    socket.once("error", () => tell(false));
  });
}

export interface S3Server {
  port: number;
  /** Files below the buckets, as they lie on the disk. */
  folder: string;
  stop(): Promise<void>;
}

/** Starts a real S3 server with its folders below a temporary one; `base` is its name for virtual hosts. */
export async function startS3Server(options: { base: string; certificate?: Certificate }): Promise<S3Server> {
  const program = versitygw();
  const home = mkdtempSync(join(tmpdir(), "readiness-s3-"));
  const folder = join(home, "buckets");
  for (const name of ["buckets", "versions", "users"]) mkdirSync(join(home, name));
  const account = ({ accessKeyId: access, secretAccessKey: secret }: typeof USER) => ({
    [access]: { access, secret, role: "user", userID: 0, groupID: 0, projectID: 0 },
  });
  const accessAccounts = { ...account(USER), ...account(READER) };
  writeFileSync(join(home, "users", "users.json"), JSON.stringify({ accessAccounts }));
  const tls: string[] = [];
  if (options.certificate) {
    writeFileSync(join(home, "cert.pem"), options.certificate.pem);
    writeFileSync(join(home, "key.pem"), options.certificate.key);
    tls.push("--cert", join(home, "cert.pem"), "--key", join(home, "key.pem"));
  }
  const port = await freePort();
  const child = spawn(
    program,
    [
      ...["--quiet", "-p", `127.0.0.1:${port}`, "--vd", options.base, "--iam-dir", join(home, "users"), ...tls],
      ...["posix", "--versioning-dir", join(home, "versions"), folder],
    ],
    {
      stdio: "ignore",
      env: { NODE_ENV: "test", ROOT_ACCESS_KEY: ROOT.accessKeyId, ROOT_SECRET_KEY: ROOT.secretAccessKey },
    },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const until = Date.now() + READY_MS;
  while (!(await listens(port))) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill("SIGKILL");
      throw new Error("The S3 server did not start.");
    }
  }
  return {
    port,
    folder,
    async stop() {
      child.kill("SIGTERM");
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
