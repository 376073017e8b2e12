import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { checkServerIdentity } from "node:tls";

import { POSTGRES_FACTS } from "@/lib/artefacts/database-facts";

import { bounded, dialGuarded, tamed } from "../dial";
import { explain, wantsCertificate } from "../explain";
import { inert } from "../inert";
import { classifyError } from "../tls";
import type { ConnectOptions } from "./connect-options";
import { type PostgresRow, postgresFactsOf } from "./facts";
import type { DatabaseFacts, DatabaseRefusal } from "./types";

const STATEMENT_MS = 5_000;
const FAREWELL_MS = 500;
/** Far above any honest answer of these statements, far below what hurts (quality bar 25). */
const MOST_BYTES = 8 * 1024 * 1024;

/** Refused before a password leaves: the server asked for it readable, and nothing encrypts the way. */
class ReadablePassword extends Error {}

type Query = <Row>(text: string) => Promise<Row[]>;

/** Logs in once with discrete fields only, works, and ends; every failure comes back as a refusal. */
async function withClient<Result>(
  options: ConnectOptions,
  database: string,
  work: (query: Query, processId: () => number | null) => Promise<Result>,
): Promise<Result | DatabaseRefusal> {
  const { host, port, user, password, tls, ca, totalMs } = options;
  const dialled = await dialGuarded(options);
  if (!dialled.ok)
    return {
      ok: false,
      reasonCode: dialled.code,
      errorClass: "",
      phase: "connect",
      message: dialled.message,
      unreachable: dialled,
    };
  const { socket, address } = dialled;
  const stop = bounded(socket, { bytes: MOST_BYTES, milliseconds: totalMs });
  const { Client } = await import("pg");
  let refused: ReadablePassword | undefined;
  const client = new Client({
    host: address,
    port,
    database,
    user,
    // A function keeps the driver away from password files.
    password: () => password,
    stream: () => connected(tamed(socket)),
    ssl:
      tls === "off"
        ? false
        : {
            servername: options.servername,
            minVersion: "TLSv1.2",
            rejectUnauthorized: tls === "verified",
            checkServerIdentity: (_host, certificate) =>
              tls === "verified" ? checkServerIdentity(host, certificate) : undefined,
            ...(ca ? { ca } : {}),
          },
    application_name: "knovvu-readiness",
    // An empty text would let PGOPTIONS of the environment in.
    options: "-c application_name=knovvu-readiness",
    client_encoding: "UTF8",
    fallback_application_name: "knovvu-readiness",
    connectionTimeoutMillis: totalMs,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS,
  });
  client.on("error", () => undefined);
  const { connection } = client as unknown as { connection: NodeJS.EventEmitter & { stream: Duplex } };
  connection.on("sslconnect", () => tamed(connection.stream));
  connection.prependListener("authenticationCleartextPassword", () => {
    if (tls !== "off") return;
    // The driver may still hold the password from an earlier question of the server: nothing may be written now.
    refused = new ReadablePassword();
    socket.destroy(refused);
  });
  let phase: DatabaseRefusal["phase"] = "log in";
  try {
    await client.connect();
    phase = "statement";
    const query = async <Row>(text: string) => (await client.query(text)).rows as Row[];
    return await work(query, () => (client as unknown as { processID: number | null }).processID);
  } catch (error) {
    return refusal(refused ?? error, phase, `${host}:${port}`, database);
  } finally {
    await farewell(client, socket);
    stop();
    socket.destroy();
  }
}

/** Says goodbye, so that no broken connection is noted down at the customer's; not for long. */
async function farewell(client: { end: () => Promise<void> }, socket: Socket): Promise<void> {
  if (socket.destroyed) return;
  const said = client.end().catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([said, new Promise<void>((resolve) => (timer = setTimeout(resolve, FAREWELL_MS)))]);
  clearTimeout(timer);
}

/** The driver connects by itself; here it finds a connection that the guard has made. */
function connected(socket: Socket): Socket {
  socket.connect = (() => {
    process.nextTick(() => socket.emit("connect"));
    return socket;
  }) as Socket["connect"];
  return socket;
}

const AUTH = /^28/;
const POOLER = "a pooler such as PgBouncer";
/** What PgBouncer itself says, and never PostgreSQL. */
const SAID_BY_A_POOLER = /^(unsupported startup parameter|no such database|pgbouncer )/i;

function refusal(error: unknown, phase: DatabaseRefusal["phase"], where: string, database: string): DatabaseRefusal {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  const base = { ok: false as const, errorClass: /^[0-9A-Z]{5}$/.test(code) ? code : "" };
  if (error instanceof ReadablePassword)
    return {
      ...base,
      reasonCode: "blocked-by-policy",
      phase: "log in",
      message: `${where} asks for the password in readable form and without encryption. It was not sent. Switch on TLS or SCRAM.`,
    };
  if (/does not support SSL|error establishing an SSL/.test(message))
    return {
      ...base,
      reasonCode: "tls-untrusted",
      phase: "TLS",
      message: `${where} offers no encryption, and the answer demands it. No password was sent. Switch on TLS at the server.`,
    };
  if (/requires a valid client certificate/.test(message))
    return { ...base, reasonCode: "unsupported", phase: "log in", message: wantsCertificate(where) };
  if (code === "28000" && /pg_hba\.conf|no encryption/.test(message))
    return {
      ...base,
      reasonCode: "forbidden",
      phase: "log in",
      message: `${where} admits no log-in from here (pg_hba.conf). The workers may still be admitted.`,
    };
  if (AUTH.test(code))
    return {
      ...base,
      reasonCode: "auth",
      phase: "log in",
      message: `${where} refuses the user or the password (${code}).`,
    };
  if (code === "3D000" && !SAID_BY_A_POOLER.test(message))
    return {
      ...base,
      reasonCode: "not-found",
      phase: "database",
      message: `The database ${inert(database, 128)} does not exist on ${where}.`,
    };
  if (code === "42501" || code === "25006")
    return {
      ...base,
      reasonCode: "forbidden",
      phase: phase === "statement" ? "statement" : "database",
      message:
        code === "25006"
          ? `The database ${inert(database, 128)} takes reading transactions only (${code}).`
          : `The user may not do this in ${inert(database, 128)} (${code}).`,
    };
  if (code === "53300" || code === "57P03")
    return {
      ...base,
      reasonCode: "error",
      phase,
      message: `${where} takes no more connections for now (${code}). Run it again later.`,
    };
  if (SAID_BY_A_POOLER.test(message)) return { ...base, ...saidByPooler(message, where, database) };
  const known = classifyError(error);
  const at = known.phase === "tls" ? "TLS" : phase;
  const timeout = known.code === "timeout" || /timeout/i.test(message);
  const unshaken = known.detail.startsWith("TLS did not succeed");
  return {
    ...base,
    reasonCode: timeout ? "timeout" : known.code === "refused" ? "reset" : known.code,
    phase: at,
    message: timeout
      ? `${where} did not answer in time (while: ${at}).`
      : unshaken
        ? explain(known.code, "tls", where, inert(known.detail, 200))
        : `${where}: ${inert(message || "the connection ended", 200)}`,
  };
}

/** What a pooler refuses by itself: PostgreSQL never heard of it. */
function saidByPooler(
  message: string,
  where: string,
  database: string,
): Pick<DatabaseRefusal, "reasonCode" | "phase" | "message" | "front"> {
  if (/^no such database/i.test(message))
    return {
      front: POOLER,
      reasonCode: "unsupported",
      phase: "database",
      message: `${where} is ${POOLER}, which knows no database ${inert(database, 128)}. Give the address of the database itself.`,
    };
  return {
    front: POOLER,
    reasonCode: "unsupported",
    phase: "log in",
    message: `${where} is ${POOLER}, which let nobody in (${inert(message, 120)}). Give the address of the database itself.`,
  };
}

/** Read-only facts of one database as the stored user sees them (A14, read-only part). */
export function postgresFacts(options: ConnectOptions, database: string): Promise<DatabaseFacts | DatabaseRefusal> {
  return withClient(options, database, async (query, processId): Promise<DatabaseFacts> => {
    const [row] = await query<PostgresRow>(POSTGRES_FACTS);
    if (!row) throw new Error("The server answered the question for its version with nothing.");
    // A pooler invents its own process number for the client.
    const front = processId() === row.pid ? {} : { front: POOLER };
    return { ...postgresFactsOf(row, database, options.tls), ...front };
  });
}

/** Schema, table and row in one transaction that is always rolled back (A14, write part). */
export function postgresOwnership(
  options: ConnectOptions,
  database: string,
  mark: string,
): Promise<{ ok: true } | DatabaseRefusal> {
  return withClient(options, database, async (query) => {
    await query("BEGIN");
    try {
      await query("SET LOCAL statement_timeout='5s'; SET LOCAL lock_timeout='2s'");
      await query(`CREATE SCHEMA rdy_${mark}`);
      await query(`CREATE TABLE rdy_${mark}.t(id int primary key)`);
      await query(`INSERT INTO rdy_${mark}.t VALUES (1)`);
    } finally {
      await query("ROLLBACK");
    }
    return { ok: true as const };
  });
}
