import { chmodSync, chownSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

import { somebodyElse } from "./postgres";
import { freePort, program, start, temporaryFolder, until } from "./programs";

export interface PgBouncer {
  port: number;
  log: () => string;
  stop: () => Promise<void>;
}

/** A real PgBouncer in front of a PostgreSQL of the tests, as its own packages set it up: sessions, md5 or SCRAM by a file. */
export async function startPgBouncer(given: {
  server: number;
  user: string;
  password: string;
  databases: readonly string[];
  /** Start-up parameters that it takes no notice of; it refuses what it does not know. */
  ignores?: readonly string[];
}): Promise<PgBouncer> {
  const folder = temporaryFolder("pgbouncer");
  const other = somebodyElse();
  const file = (name: string, text: string) => {
    const path = join(folder.path, name);
    writeFileSync(path, text);
    chmodSync(path, 0o600);
    if (other) chownSync(path, other.uid, other.gid);
    return path;
  };
  if (other) chownSync(folder.path, other.uid, other.gid);
  const port = await freePort();
  const users = file("users.txt", `"${given.user}" "${given.password}"\n`);
  const ignored = given.ignores ? [`ignore_startup_parameters = ${given.ignores.join(",")}`] : [];
  const settings = [
    "[databases]",
    ...given.databases.map((name) => `${name} = host=127.0.0.1 port=${given.server} dbname=${name}`),
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = scram-sha-256",
    `auth_file = ${users}`,
    "pool_mode = session",
    ...ignored,
  ];
  const started = start(program("pgbouncer"), [file("pgbouncer.ini", `${settings.join("\n")}\n`)], {
    cwd: folder.path,
    ...other,
  });
  await until(
    "PgBouncer",
    started,
    () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, "127.0.0.1");
        socket.once("error", () => resolve(false));
        socket.once("connect", () => {
          socket.destroy();
          resolve(true);
        });
      }),
  );
  return {
    port,
    log: started.output,
    async stop() {
      await started.stop();
      folder.remove();
    },
  };
}
