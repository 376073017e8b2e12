/**
 * One run against many hosts: it must not wait for the slowest of them beyond that one's own deadline, and
 * distance must not add up. Ratios against the same probes one after the other, in the same process.
 */
import { createServer as createSecure, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";

import { defineCheck } from "@/lib/checks/define-check";
import { execute } from "@/lib/engine/execute";
import { makeCertificate } from "@/lib/peers/certificates";
import { buildProbes } from "@/lib/probes/build";
import { requirement } from "@/lib/requirements/catalogue";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { Requirement } from "@/lib/requirements/types";

const AWAY_MS = 100;
const DEADLINE_MS = 5_000;
const GRACE_MS = 500;

const ca = await makeCertificate({ commonName: "bench CA" });
const servers: (Server | ReturnType<typeof createServer>)[] = [];
const sockets = new Set<Socket>();

async function port(server: (typeof servers)[number]): Promise<number> {
  servers.push(server);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return (server.address() as AddressInfo).port;
}

/** A registry that is `away` milliseconds away. */
async function registry(host: string, away: number): Promise<number> {
  const own = await makeCertificate({
    commonName: host,
    names: [host, ...["a", "e"].map((letter) => `${letter}${host}`)],
    issuer: ca,
  });
  return port(
    createSecure({ cert: own.pem, key: own.key }, (_request, response) => {
      setTimeout(() => response.writeHead(401, { "www-authenticate": 'Basic realm="r"' }).end("{}"), away);
    }),
  );
}

type Kind = "registry" | "database" | "tcp" | "hole";
interface Target {
  host: string;
  kind: Kind;
  port: number;
}

/** Runs one synthetic check a target through the engine; milliseconds until all were judged. */
async function run(targets: readonly Target[], atOnce: number): Promise<number> {
  const policy = {
    ...DEFAULT_POLICY,
    limits: { ...DEFAULT_POLICY.limits, checkMs: DEADLINE_MS, perRun: atOnce },
  };
  const pinned = Object.fromEntries(
    targets.flatMap(({ host, port: to }) =>
      [443, 5432, 8443].map((at) => [`${host}:${at}`, { address: "127.0.0.1", port: to }]),
    ),
  );
  const egress = { allowPrivate: false, allowCidrs: [], denyCidrs: [], allowLoopback: false, ownAddresses: [], pinned };
  const end = new AbortController();
  const built = targets.map(({ host }) =>
    buildProbes({
      secrets: {},
      answers: { "reg.host": host, "reg.ca": ca.pem, "db.engine": "postgresql", "db.host": host, "db.port": 5432 },
      policy,
      egress,
      signal: end.signal,
    }),
  );
  const model = requirement("reg-type");
  const catalogue = targets.map((_, index): Requirement => ({ ...model, id: `target-${index}`, after: [], needs: [] }));
  const checks = new Map(
    targets.map(({ kind, host }, index) => {
      const { registry: reg, database, tcp } = built[index]?.probes ?? {};
      const look = async () => {
        if (kind === "registry" || kind === "hole") return (await reg?.greet())?.ok;
        if (kind === "database") return (await database?.greet())?.ok;
        return (await tcp?.dial(host, 8443))?.ok;
      };
      const check = defineCheck({
        id: `target-${index}`,
        needs: [],
        run: look,
        verdict: (ok) => [
          {
            target: host,
            verdict: ok ? "pass" : "could-not-tell",
            reasonCode: ok ? "ok" : "timeout",
            message: "Looked at.",
          },
        ],
      });
      return [check.id, check as never] as const;
    }),
  );
  const facts = { answers: {}, secretsSet: new Set<never>(), policy, today: "2026-11-24" };
  const started = performance.now();
  let judged = 0;
  await execute({
    rows: catalogue.map(({ id }) => ({ requirementId: id, action: "run" as const })),
    catalogue,
    checks,
    facts,
    probes: {},
    signal: end.signal,
    scrub: (value) => value,
    onObservations: () => judged++,
  });
  const took = performance.now() - started;
  if (judged !== targets.length) throw new Error(`${judged} of ${targets.length} were judged.`);
  end.abort();
  for (const one of built) one.close();
  return took;
}

const far: Target[] = [];
for (let index = 0; index < 40; index++) {
  const host = `far-${index}.bench.test`;
  far.push({ host, kind: "registry", port: await registry(host, AWAY_MS) });
}
await run(far.slice(0, 4), 4);
const together = await run(far, DEFAULT_POLICY.limits.perRun);
const serial = await run(far, 1);
console.log(
  `40 targets, each ${AWAY_MS} ms away: ${together.toFixed(0)} ms together, ${serial.toFixed(0)} ms one by one; ratio ${(together / serial).toFixed(2)} (bars: 1000 ms, 0.2)`,
);

const mixed: Target[] = [];
for (let index = 0; index < 20; index++) {
  const host = `host-${index}.bench.test`;
  const web = await registry(host, 20);
  const database = await port(createServer((socket) => socket.once("data", () => socket.write("S"))));
  const held = await port(createServer(() => undefined));
  mixed.push({ host: `a${host}`, kind: "registry", port: web }, { host: `b${host}`, kind: "database", port: database });
  mixed.push({ host: `c${host}`, kind: "tcp", port: held }, { host: `d${host}`, kind: "database", port: database });
  mixed.push(
    index % 4 === 0
      ? { host: `e${host}`, kind: "hole", port: held }
      : { host: `e${host}`, kind: "registry", port: web },
  );
}
const whole = await run(mixed, DEFAULT_POLICY.limits.perRun);
console.log(
  `${mixed.length} mixed probes with ${mixed.filter(({ kind }) => kind === "hole").length} black holes: ${whole.toFixed(0)} ms; deadline ${DEADLINE_MS} ms, bar ${DEADLINE_MS + GRACE_MS} ms; ratio ${(whole / DEADLINE_MS).toFixed(2)}`,
);

for (const socket of sockets) socket.destroy();
for (const server of servers) server.close();
process.exitCode = together <= 1_000 && together / serial <= 0.2 && whole <= DEADLINE_MS + GRACE_MS ? 0 : 1;
