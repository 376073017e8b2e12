import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import pg from "pg";

import { makeCertificate } from "@/lib/peers/certificates";

import { freePort, program, start, temporaryFolder, until } from "./programs";

export const ADMIN_PASSWORD = "admin-of-the-test";

export interface PostgresPeer {
  port: number;
  /** CA of its certificate, which is for `db.acme.test`. */
  ca: string;
  /** Runs statements as the server's administrator. */
  sql: (text: string, database?: string) => Promise<void>;
  /** What the server wrote down, such as refused log-ins. */
  log: () => string;
  stop: () => Promise<void>;
}

/** The unprivileged user that PostgreSQL demands; undefined when the tests run as one already. */
export function somebodyElse(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((one) => one.startsWith("postgres:") || one.startsWith("nobody:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

/**
 * A real PostgreSQL of its own folder and port: TLS on, SCRAM, readable passwords never. `given` are settings
 * of its own, and `demandsCertificate` has it ask each client that encrypts for a certificate of its CA.
 */
export async function startPostgres(
  given: Readonly<Record<string, string>> = {},
  { demandsCertificate = false } = {},
): Promise<PostgresPeer> {
  const folder = temporaryFolder("postgres");
  const user = somebodyElse();
  const ca = await makeCertificate({ commonName: "database test CA" });
  const own = await makeCertificate({ commonName: "db.acme.test", names: ["db.acme.test"], issuer: ca });
  const file = (name: string, text: string) => {
    const path = join(folder.path, name);
    writeFileSync(path, text);
    chmodSync(path, 0o600);
    if (user) chownSync(path, user.uid, user.gid);
    return path;
  };
  if (user) chownSync(folder.path, user.uid, user.gid);
  const passwordFile = file("password", ADMIN_PASSWORD);
  const data = join(folder.path, "data");
  const made = spawnSync(
    program("initdb"),
    [
      "-D",
      data,
      "-U",
      "admin",
      "--pwfile",
      passwordFile,
      "-A",
      "scram-sha-256",
      "--no-sync",
      "-E",
      "UTF8",
      "--locale",
      "C",
    ],
    { encoding: "utf8", cwd: folder.path, ...user },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    ssl: "on",
    ssl_cert_file: file("server.crt", own.pem),
    ssl_key_file: file("server.key", own.key),
    fsync: "off",
    log_connections: "on",
    ...(demandsCertificate
      ? {
          ssl_ca_file: file("ca.crt", ca.pem),
          hba_file: file(
            "hba.conf",
            "hostnossl all all all scram-sha-256\nhostssl all all all scram-sha-256 clientcert=verify-ca\n",
          ),
        }
      : {}),
    ...given,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const started = start(program("postgres"), ["-D", data, ...args], { cwd: folder.path, ...user });
  const client = (database: string) =>
    new pg.Client({ host: "127.0.0.1", port, user: "admin", password: ADMIN_PASSWORD, database, ssl: false });
  async function sql(text: string, database = "postgres"): Promise<void> {
    const one = client(database);
    await one.connect();
    try {
      for (const statement of text.split(";\n")) if (statement.trim()) await one.query(statement);
    } finally {
      await one.end();
    }
  }
  await until("PostgreSQL", started, async () => {
    await sql("SELECT 1");
    return true;
  });
  return {
    port,
    ca: ca.pem,
    sql,
    log: started.output,
    async stop() {
      await started.stop();
      folder.remove();
    },
  };
}
