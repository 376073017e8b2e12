import type { Socket } from "node:net";

import { SQL_SERVER_FACTS } from "@/lib/artefacts/database-facts";

import { bounded, dialGuarded, tamed } from "../dial";
import { explain } from "../explain";
import { inert } from "../inert";
import { classifyError } from "../tls";
import type { Unreachable } from "../types";
import { careful } from "./careful-connection";
import type { ConnectOptions } from "./connect-options";
import { type SqlServerRow, sqlServerFactsOf } from "./facts";
import type { DatabaseFacts, DatabaseRefusal } from "./types";

const STATEMENT_MS = 5_000;
const MOST_BYTES = 8 * 1024 * 1024;
const LOGIN7 = 0x10;
const PRELOGIN = 0x12;

/** Thrown in place of a driver error, to end the conversation with what was met. */
class Stopped extends Error {
  constructor(readonly refusal: DatabaseRefusal) {
    super(refusal.message);
  }
}

type Query = <Row>(text: string) => Promise<Row[]>;

const refused = (
  phase: DatabaseRefusal["phase"],
  reasonCode: DatabaseRefusal["reasonCode"],
  message: string,
  errorClass = "",
): DatabaseRefusal => ({ ok: false, phase, reasonCode, message, errorClass });

const closedTo = (unreachable: Unreachable): DatabaseRefusal => ({
  ...refused("connect", unreachable.code, unreachable.message),
  unreachable,
});

/**
 * Ends a connection on which the driver would send the log-in unencrypted: it trusts a server that says
 * it cannot encrypt, and we do not (quality bar 25).
 */
export function neverReadable(socket: Socket, where: string): void {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  let undecided = true;
  socket.write = ((chunk: Uint8Array | string, ...rest: unknown[]) => {
    // Until TLS is on, every chunk is one whole PRELOGIN packet. What comes first after these decides;
    // later chunks are cut out of encrypted records, and may begin with any byte.
    const [first] = typeof chunk === "string" ? [] : chunk;
    if (undecided && first === LOGIN7) {
      const message = `${where} offers no encryption, and the answer demands it. No password was sent. Switch on encryption at the server.`;
      socket.destroy(new Stopped(refused("TLS", "tls-untrusted", message)));
      return false;
    }
    if (first !== PRELOGIN) undecided = false;
    return write(chunk, ...rest);
  }) as Socket["write"];
}

async function withConnection<Result>(
  options: ConnectOptions,
  database: string,
  work: (query: Query) => Promise<Result>,
): Promise<Result | DatabaseRefusal> {
  const { host, port, user, password, tls, ca, totalMs } = options;
  const where = `${host}:${port}`;
  const { Connection, Request } = await import("tedious");
  const sockets: Socket[] = [];
  let met: DatabaseRefusal | undefined;
  let phase: DatabaseRefusal["phase"] = "log in";

  /** Every connection of the driver comes through the guard, also the one to which a server routes it. */
  async function connector(to: { host: string; port: number }): Promise<Socket> {
    const routed = sockets.length > 0;
    const dialled = await dialGuarded({ ...options, ...(routed ? to : {}) });
    if (!dialled.ok) {
      met = closedTo(dialled);
      if (routed) met.message = `${where} sends its users to ${inert(to.host, 253)}:${to.port}. ${dialled.message}`;
      throw new Stopped(met);
    }
    const socket = tamed(dialled.socket);
    sockets.push(socket);
    bounded(socket, { bytes: MOST_BYTES, milliseconds: totalMs });
    if (tls !== "off") neverReadable(socket, where);
    socket.once("error", (error) => {
      if (error instanceof Stopped) met = error.refusal;
    });
    return socket;
  }

  /** What is waited for now; the driver does not tell it that a reader of its own has ended. */
  let lost: (error: Error) => void = () => undefined;
  const Careful = careful(Connection, (error) => {
    sockets.at(-1)?.destroy(error);
    lost(error);
  });
  const connection = new Careful({
    server: host,
    authentication: { type: "default", options: { userName: user, password } },
    options: {
      port,
      database,
      appName: "knovvu-readiness",
      encrypt: tls !== "off",
      trustServerCertificate: tls === "required",
      ...(options.servername ? { serverName: options.servername } : {}),
      cryptoCredentialsDetails: { minVersion: "TLSv1.2", ...(ca ? { ca } : {}) },
      connector: connector as never,
      connectTimeout: totalMs,
      requestTimeout: STATEMENT_MS,
      cancelTimeout: 1_000,
      maxRetriesOnTransientErrors: 0,
      rowCollectionOnRequestCompletion: false,
      useColumnNames: false,
    },
  });
  connection.on("error", () => undefined);
  // The driver keeps the server's numbers to itself when a log-in fails; the first one is the cause.
  let serverSays: number | undefined;
  connection.on("errorMessage", ({ number }) => {
    serverSays ??= number;
  });
  const query: Query = <Row>(text: string) =>
    new Promise<Row[]>((resolve, reject) => {
      const rows: Row[] = [];
      const request = new Request(text, (error) => (error ? reject(error) : resolve(rows)));
      request.on("row", (columns: { metadata: { colName: string }; value: unknown }[]) => {
        rows.push(Object.fromEntries(columns.map(({ metadata, value }) => [metadata.colName, value])) as Row);
      });
      lost = reject;
      connection.execSqlBatch(request);
    });
  try {
    await new Promise<void>((resolve, reject) => {
      lost = reject;
      connection.connect((error) => (error ? reject(error) : resolve()));
      connection.once("end", () => reject(new Error("the connection ended")));
    });
    phase = "statement";
    return await work(query);
  } catch (error) {
    return met ?? refusal(error, serverSays, phase, where, database);
  } finally {
    connection.close();
    for (const socket of sockets) socket.destroy();
  }
}

/** The innermost cause: tedious wraps socket and login errors into its own. */
function innermost(error: unknown): { code?: string; number?: number; message?: string } {
  const { cause, errors } = error as { cause?: unknown; errors?: unknown[] };
  const inner = cause ?? errors?.[0];
  return inner && typeof inner === "object" && inner !== error ? innermost(inner) : (error as { message?: string });
}

function refusal(
  error: unknown,
  serverSays: number | undefined,
  phase: DatabaseRefusal["phase"],
  where: string,
  database: string,
): DatabaseRefusal {
  const outer = error as { code?: string; number?: number };
  const inner = innermost(error);
  const number = serverSays ?? inner.number ?? outer.number;
  const { message = "" } = inner;
  const name = inert(database, 128);
  if (number === 18456 || number === 18452 || (outer.code === "ELOGIN" && number === undefined))
    return refused("log in", "auth", `${where} refuses the user or the password (18456).`, String(number ?? 18456));
  if (number === 18486 || number === 18487 || number === 18488)
    return refused(
      "log in",
      "expired",
      `The password must be changed or the account is locked (${number}).`,
      String(number),
    );
  if (number === 4060)
    return refused(
      "database",
      "not-found",
      `The database ${name} does not exist on ${where}, or the user has no access to it (4060).`,
      "4060",
    );
  if (number === 262 || number === 229 || number === 3906 || number === 2760)
    return refused("statement", "forbidden", `The user may not do this in ${name} (${number}).`, String(number));
  if (outer.code === "EENCRYPT")
    return refused(
      "TLS",
      "answer-mismatch",
      `${where} demands encryption, and the answer says that there is none. Answer "required" or "verified".`,
    );
  const known = classifyError(inner);
  const at = known.phase === "tls" ? "TLS" : phase;
  const timeout = outer.code === "ETIMEOUT" || known.code === "timeout";
  return refused(
    at,
    timeout ? "timeout" : known.code === "refused" ? "reset" : known.code,
    timeout
      ? `${where} did not answer in time (while: ${at}).`
      : known.detail.startsWith("TLS did not succeed")
        ? explain(known.code, "tls", where, inert(known.detail, 200))
        : `${where}: ${inert(message || "the connection ended", 200)}`,
    number ? String(number) : "",
  );
}

/** Read-only facts of one database as the stored user sees them (A14, read-only part). */
export function sqlServerFacts(options: ConnectOptions, database: string): Promise<DatabaseFacts | DatabaseRefusal> {
  return withConnection(options, database, async (query): Promise<DatabaseFacts> => {
    const [row] = await query<SqlServerRow>(SQL_SERVER_FACTS);
    if (!row) throw new Error("The server answered the question for its version with nothing.");
    return sqlServerFactsOf({ ...row, usr: row.usr ?? options.user }, database, options.tls);
  });
}

/** A table and a row in one transaction that is always rolled back (A14, write part). */
export function sqlServerOwnership(
  options: ConnectOptions,
  database: string,
  mark: string,
): Promise<{ ok: true } | DatabaseRefusal> {
  return withConnection(options, database, async (query) => {
    await query(
      `SET XACT_ABORT ON; SET LOCK_TIMEOUT 2000; BEGIN TRAN; CREATE TABLE dbo.rdy_${mark}(id int primary key); INSERT dbo.rdy_${mark} VALUES(1); ROLLBACK;`,
    );
    return { ok: true as const };
  });
}
