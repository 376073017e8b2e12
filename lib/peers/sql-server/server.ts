import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { createSecureContext, TLSSocket } from "node:tls";

import { makeCertificate } from "@/lib/peers/certificates";

import {
  type Cell,
  DONE,
  errorReply,
  loginReply,
  PACKET,
  packet,
  prelogin,
  readBatch,
  readLogin,
  routeReply,
  rowReply,
} from "./tokens";

/** What a practice SQL Server is, and whom it lets into which database. */
export interface SqlServerScenario {
  version: readonly [number, number, number, number];
  encryption: "off" | "on" | "not-supported" | "required";
  user: string;
  password: string;
  /** Database, then the columns of the facts' row that differ from an owner's. */
  databases: Readonly<Record<string, Readonly<Record<string, Cell>>>>;
  /** Number of the error in answer to the attempt to create a table. */
  createFails?: number;
  route?: { host: string; port: number };
}

export interface SqlServerPeer {
  port: number;
  ca: string;
  logins: { user: string; password: string; database: string; app: string; encrypted: boolean }[];
  batches: string[];
  close: () => Promise<void>;
}

const ENCRYPTION = { off: 0, on: 1, "not-supported": 2, required: 3 } as const;
const OWNER: Readonly<Record<string, Cell>> = {
  db: "raven",
  usr: "knovvu",
  db_user: "dbo",
  role_member: 1,
  sysadmin: 0,
  control_db: 1,
  create_table: 1,
  create_db: 0,
  upd: "READ_WRITE",
  status: "ONLINE",
  coll: "Turkish_CI_AS",
  version: "15.0.4322.2",
  edition: "Standard Edition (64-bit)",
  engine_edition: 2,
  days_left: null,
  babelfish: null,
};

/** TLS inside PRELOGIN packets while the handshake lasts, and bare afterwards ([MS-TDS] 2.2.6.5, 3.2.5.2). */
function tlsOverTds(socket: Socket, identity: { cert: string; key: string }, first: Buffer): TLSSocket {
  let bare = false;
  const inner = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      socket.write(bare ? chunk : packet(PACKET.prelogin, chunk), () => done());
    },
    final(done) {
      socket.end();
      done();
    },
  });
  let held = Buffer.alloc(0);
  const take = (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    while (!bare && held[0] === PACKET.prelogin && held.length >= 8 && held.length >= held.readUInt16BE(2)) {
      inner.push(held.subarray(8, held.readUInt16BE(2)));
      held = held.subarray(held.readUInt16BE(2));
    }
    // The client's first bare record says that it has the server's last words of the handshake.
    if (held.length > 0 && held[0] !== PACKET.prelogin) bare = true;
    if (bare && held.length > 0) {
      inner.push(held);
      held = Buffer.alloc(0);
    }
  };
  socket.on("data", take);
  socket.once("close", () => inner.push(null));
  const secure = new TLSSocket(inner, {
    isServer: true,
    secureContext: createSecureContext({ ...identity, maxVersion: "TLSv1.2" }),
  });
  if (first.length > 0) take(first);
  return secure;
}

/**
 * A SQL Server on loopback after the published protocol: PRELOGIN with its version, TLS inside TDS, LOGIN7,
 * routing, and answers to the statements of catalogue A14. It has no engine: it proves how our side speaks,
 * refuses and reads, and nothing of what a real server's permissions would answer.
 */
export async function startSqlServerPeer(
  given: Partial<SqlServerScenario>,
  names: readonly string[],
  certificate?: { pem: string; key: string; caPem: string },
): Promise<SqlServerPeer> {
  const scenario: SqlServerScenario = {
    version: [15, 0, 4322, 2],
    encryption: "on",
    user: "knovvu",
    password: "",
    databases: { raven: {} },
    ...given,
  };
  const identity = certificate ?? (await ownCertificate(names));
  const logins: SqlServerPeer["logins"] = [];
  const batches: string[] = [];
  const sockets = new Set<Socket>();

  function answer(type: number, payload: Buffer, state: { database: string; encrypted: boolean }): Buffer {
    if (type === PACKET.login) {
      const login = readLogin(payload);
      logins.push({ ...login, encrypted: state.encrypted });
      if (login.user !== scenario.user || login.password !== scenario.password)
        return errorReply(18456, `Login failed for user '${login.user}'.`);
      if (scenario.route) return routeReply(scenario.route);
      if (!(login.database in scenario.databases))
        return errorReply(4060, `Cannot open database "${login.database}" requested by the login. The login failed.`);
      state.database = login.database;
      return loginReply(login.database);
    }
    if (type !== PACKET.batch) return DONE;
    const sql = readBatch(payload);
    batches.push(sql);
    if (/BEGIN TRAN/.test(sql))
      return scenario.createFails ? errorReply(scenario.createFails, "CREATE TABLE permission denied.") : DONE;
    // The driver sets its options before the first question.
    if (!/SELECT DB_NAME\(\)/.test(sql)) return DONE;
    return rowReply({ ...OWNER, db: state.database, ...scenario.databases[state.database] });
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    const state = { database: "", encrypted: false };
    const speak = (stream: Socket | TLSSocket, first: Buffer) => {
      let held = first;
      const take = (chunk: Buffer) => {
        held = Buffer.concat([held, chunk]);
        while (held.length >= 8 && held.length >= held.readUInt16BE(2)) {
          const length = held.readUInt16BE(2);
          const [type = 0] = held;
          const payload = held.subarray(8, length);
          held = held.subarray(length);
          if (type === PACKET.prelogin && !state.encrypted) {
            stream.write(packet(PACKET.reply, prelogin(scenario.version, ENCRYPTION[scenario.encryption])));
            const wants =
              payload.includes(Buffer.from([1])) &&
              (scenario.encryption === "on" || scenario.encryption === "required");
            if (!wants || !clientEncrypts(payload)) continue;
            stream.removeListener("data", take);
            const secure = tlsOverTds(socket, { cert: identity.pem, key: identity.key }, held);
            secure.on("error", () => socket.destroy());
            state.encrypted = true;
            return speak(secure, Buffer.alloc(0));
          }
          stream.write(packet(PACKET.reply, answer(type, payload, state)));
        }
      };
      stream.on("data", take);
    };
    speak(socket, Buffer.alloc(0));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    ca: identity.caPem,
    logins,
    batches,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Whether a PRELOGIN of the client asks for encryption of everything. */
function clientEncrypts(payload: Buffer): boolean {
  for (let at = 0; at + 5 <= payload.length && payload[at] !== 0xff; at += 5)
    if (payload[at] === 1)
      return payload[payload.readUInt16BE(at + 1)] === 1 || payload[payload.readUInt16BE(at + 1)] === 3;
  return false;
}

async function ownCertificate(names: readonly string[]): Promise<{ pem: string; key: string; caPem: string }> {
  const ca = await makeCertificate({ commonName: "sql server test CA" });
  const own = await makeCertificate({ commonName: names[0] ?? "sql", names, issuer: ca });
  return { pem: own.pem, key: own.key, caPem: ca.pem };
}
