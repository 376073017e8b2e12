import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";

import { sum, vitest } from "./tests.mjs";

/** Real programs that checks are held to, where they come from on Debian, and the tests that start them. */
const PEERS = [
  { name: "PostgreSQL", program: "postgres", from: "apt-get install postgresql", tests: "lib/checks/database/" },
  {
    name: "PgBouncer before PostgreSQL",
    program: "pgbouncer",
    from: "apt-get install postgresql pgbouncer",
    tests: "lib/probes/database/",
  },
  { name: "TLS as nginx serves it", program: "nginx", from: "apt-get install nginx", tests: "lib/probes/tls" },
  {
    name: "a registry",
    program: "docker-registry",
    from: "apt-get install docker-registry",
    tests: "lib/checks/registry/",
  },
  {
    name: "an S3 server",
    program: "go",
    from: "Go 1.25 or newer, which builds it",
    tests: "lib/checks/object-storage/",
  },
  {
    name: "psql, which runs database-look.sql",
    program: "psql",
    from: "apt-get install postgresql",
    tests: "lib/terminal/",
  },
  {
    name: "a reader of PDF files",
    program: "pdftotext",
    from: "apt-get install poppler-utils",
    tests: "lib/certificate/",
  },
];

function installed(program) {
  const postgres = "/usr/lib/postgresql";
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    "/usr/sbin",
    ...(existsSync(postgres) ? readdirSync(postgres).map((version) => join(postgres, version, "bin")) : []),
  ];
  return folders.some((folder) => existsSync(join(folder, program)));
}

/** The checks against real programs; says plainly which of them this machine lacks. */
export async function testPeers(env) {
  const missing = PEERS.filter(({ program }) => !installed(program));
  for (const { name, from } of missing) console.log(`Left out: the checks against ${name}. To have it: ${from}`);
  const there = PEERS.filter((one) => !missing.includes(one)).map(({ tests }) => tests);
  const results = [];
  if (there.length > 0)
    results.push(await vitest("checks against real programs", ["--config", "vitest.peers.config.ts", ...there], env));
  if (installed("postgres"))
    results.push(await vitest("the data in a real PostgreSQL", ["--config", "vitest.postgresql.config.ts"], env));
  return sum(results);
}
