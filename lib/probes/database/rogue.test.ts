import type { AddressInfo } from "node:net";
import { createServer, Socket } from "node:net";

import { afterEach, describe, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { parseAnswer } from "@/lib/intake/parse";
import { PACKET, packet, prelogin } from "@/lib/peers/sql-server/tokens";
import { lookOut, type Outlook } from "@/test/look-out";

import { neverReadable } from "./sql-server";

const HOST = "db.acme.test";
const PASSWORD = "canary-of-the-database";
const DEADLINE_MS = 1_500;
const GRACE_MS = 250;
/** Bar 17: what a server that sends too much may cost. */
const MOST_MEMORY = 100 * 1024 * 1024;
const QUESTION_FOR_TLS = 8;

interface Rogue {
  port: number;
  /** Everything that clients said. */
  heard: () => string;
  open: () => number;
  close: () => Promise<void>;
}
const rogues: Rogue[] = [];
afterEach(async () => {
  for (const rogue of rogues.splice(0)) await rogue.close();
});

/** A server that answers each of the client's chunks as told. */
async function rogue(answer: (socket: Socket, chunk: Buffer, count: number) => void): Promise<Rogue> {
  let heard = "";
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let count = 0;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString("latin1");
      answer(socket, chunk, ++count);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const made: Rogue = {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  rogues.push(made);
  return made;
}

function outlook(peer: Rogue, answers: Partial<Answers> = {}): Outlook {
  return {
    answers: {
      "db.engine": "postgresql",
      "db.host": HOST,
      "db.ip": "127.0.0.1",
      "db.port": 5432,
      "db.username": "owner",
      "db.names": ["raven"],
      "db.tls": "off",
      ...answers,
    },
    secrets: { "db.password": PASSWORD },
    pinned: { [`${HOST}:5432`]: peer.port },
    limits: { checkMs: DEADLINE_MS, connectMs: 500 },
  };
}

const message = (type: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};
const word = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const LET_IN = message("R", word(0));
const READY = message("Z", Buffer.from("I"));
const NOTICE = message("N", Buffer.from(`SNOTICE\0M${"x".repeat(8_000)}\0\0`));
const encodings = (text: string) => [text, Buffer.from(text).toString("base64"), encodeURIComponent(text)];

/** Every look at a rogue ends by its deadline, costs little memory, and gives the password away in no form. */
async function look(peer: Rogue, answers?: Partial<Answers>) {
  const started = performance.now();
  const before = process.memoryUsage().rss;
  const [judged] = await lookOut("db-login", outlook(peer, answers));
  const took = performance.now() - started;
  const grown = process.memoryUsage().rss - before;
  expect(took).toBeLessThan(DEADLINE_MS + GRACE_MS);
  expect(grown).toBeLessThan(MOST_MEMORY);
  for (const form of encodings(PASSWORD)) expect(peer.heard()).not.toContain(form);
  return { judged };
}

test("bar 25: a server that asks for the password in readable form, without encryption, does not get it", async () => {
  const peer = await rogue((socket) => socket.write(message("R", word(3))));
  const { judged } = await look(peer);
  expect(judged).toMatchObject({ verdict: "could-not-tell", reasonCode: "blocked-by-policy" });
});

test("bar 25: a server that asks for a hash first, and then for readable form, does not get the password either", async () => {
  const peer = await rogue((socket, _chunk, count) =>
    socket.write(count === 1 ? message("R", Buffer.concat([word(5), Buffer.from("salt")])) : message("R", word(3))),
  );
  const { judged } = await look(peer);
  expect(judged).toMatchObject({ verdict: "could-not-tell", reasonCode: "blocked-by-policy" });
});

test.each<[string, (socket: Socket, chunk: Buffer, count: number) => void]>([
  ["a log-in that nobody knows", (socket) => socket.write(message("R", word(99)))],
  [
    "a row of sixty thousand columns in four bytes",
    (socket, chunk, count) => {
      if (count === 1) socket.write(Buffer.concat([LET_IN, READY]));
      if (chunk[0] === 0x51) socket.write(message("D", Buffer.from([0xea, 0x60, 0, 0, 0, 4])));
    },
  ],
])("bar 60: bytes that no PostgreSQL sends (%s) end one check and not the process", async (_title, answer) => {
  const { judged } = await look(await rogue(answer));
  expect(judged?.verdict).toBe("could-not-tell");
});

test("bar 60: bytes that no SQL Server sends end one check and not the process", async () => {
  const greeting = packet(PACKET.reply, prelogin([15, 0, 0, 0], 2));
  const peer = await rogue((socket, chunk) => {
    if (chunk[0] === PACKET.prelogin) socket.write(greeting);
    else socket.write(packet(PACKET.reply, Buffer.from([0x81, 0xff, 0x7f, 1, 2, 3, 0xee, 0x00])));
  });
  const { judged } = await look(peer, { "db.engine": "mssql" });
  expect(judged?.verdict).toBe("could-not-tell");
});

test.each(["required", "verified"] as const)(
  "bar 25: a server that refuses encryption does not get the password when the answer is %s",
  async (tls) => {
    const peer = await rogue((socket, _chunk, count) => socket.write(count === 1 ? "N" : message("R", word(3))));
    const { judged } = await look(peer, { "db.tls": tls });
    expect(judged).toMatchObject({ verdict: "fail", reasonCode: "tls-untrusted" });
  },
);

test("bar 25: words slipped in before the encryption begins are not believed", async () => {
  const peer = await rogue((socket) => socket.write(Buffer.concat([Buffer.from("S"), message("R", word(3))])));
  const { judged } = await look(peer, { "db.tls": "required" });
  expect(judged?.verdict).not.toBe("pass");
});

describe("bar 25: what leaves for a SQL Server that should encrypt", () => {
  const chunks = (...firstBytes: number[]) => {
    const socket = new Socket();
    const sent: number[] = [];
    socket.write = ((chunk: Buffer) => sent.push(chunk[0] ?? 0) > 0) as typeof socket.write;
    socket.on("error", () => undefined);
    neverReadable(socket, "sql.acme.test:1433");
    for (const first of firstBytes) socket.write(Buffer.from([first, 0, 0, 0]));
    return { sent, ended: socket.destroyed };
  };

  test("bar 25: a readable log-in after the greeting never leaves", () => {
    expect(chunks(0x12, 0x10)).toEqual({ sent: [0x12], ended: true });
  });

  test("bar 25: a piece of an encrypted record is not taken for one, whatever byte it begins with", () => {
    expect(chunks(0x12, 0x12, 0x17, 0x10, 0x12, 0x10).ended).toBe(false);
  });
});

test("bar 25: notices without end are cut off", async () => {
  const peer = await rogue((socket) => {
    const pour = () => {
      while (!socket.destroyed) if (!socket.write(NOTICE)) return socket.once("drain", pour);
    };
    pour();
  });
  const { judged } = await look(peer);
  expect(judged?.verdict).toBe("could-not-tell");
});

test("bar 25: a row of a gigabyte is cut off", async () => {
  const block = Buffer.alloc(1024 * 1024, 0x61);
  const peer = await rogue((socket, chunk, count) => {
    if (count === 1) return socket.write(Buffer.concat([LET_IN, READY]));
    if (chunk[0] !== 0x51) return undefined;
    socket.write(Buffer.concat([Buffer.from("D"), word(1_073_741_824), Buffer.from([0, 1]), word(1_073_741_814)]));
    let sent = 0;
    const pour = () => {
      while (!socket.destroyed && sent++ < 1024) if (!socket.write(block)) return socket.once("drain", pour);
      return undefined;
    };
    return pour();
  });
  const { judged } = await look(peer);
  expect(judged?.verdict).toBe("could-not-tell");
});

describe.each(["postgresql", "mssql"] as const)("bar 16: a %s server", (engine) => {
  test.each<[string, (socket: Socket) => void]>([
    ["says nothing", () => undefined],
    [
      "drips one byte now and then",
      (socket) => {
        const timer = setInterval(() => socket.write(engine === "mssql" ? "\u0004" : "R"), 100);
        socket.once("close", () => clearInterval(timer));
      },
    ],
    ["closes its half", (socket) => socket.end()],
  ])("bar 16: that %s ends by the deadline and decides nothing", async (_title, answer) => {
    const peer = await rogue(answer);
    const { judged } = await look(peer, { "db.engine": engine });
    expect(judged?.verdict).toBe("could-not-tell");
    await expect.poll(() => peer.open()).toBe(0);
  });
});

test("a port that takes connections and closes them at once is not called a database", async () => {
  const peer = await rogue(() => undefined);
  const closing = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => closing.listen(0, "127.0.0.1", resolve));
  const pinned = { [`${HOST}:5432`]: (closing.address() as AddressInfo).port };
  const [engine, endpoint] = await lookOut(["db-engine", "db-endpoint"], { ...outlook(peer), pinned });
  expect(engine?.verdict).toBe("could-not-tell");
  expect(endpoint?.verdict).toBe("could-not-tell");
  closing.close();
});

test.each([
  ["unsupported startup parameter: options", "let nobody in"],
  ["no such database: raven", "knows no database raven"],
])("a pooler that says %s is named as one, and gets no password", async (words, said) => {
  const refusal = message("E", Buffer.from(`SFATAL\0C08P01\0M${words}\0\0`));
  const peer = await rogue((socket, chunk) => socket.write(chunk.length === QUESTION_FOR_TLS ? "N" : refusal));
  const { judged } = await look(peer);
  expect(judged).toMatchObject({ verdict: "could-not-tell", reasonCode: "unsupported" });
  expect(judged?.message).toContain("a pooler such as PgBouncer");
  expect(judged?.message).toContain(said);
  const [engine] = await lookOut("db-engine", outlook(peer));
  expect(engine).toMatchObject({ verdict: "warn", reasonCode: "unsupported" });
});

test("a web server behind the port is named, and nothing of what it says is kept", async () => {
  const peer = await rogue((socket) => socket.end("HTTP/1.1 400 Bad Request\r\nserver: secret-banner\r\n\r\n"));
  const [judged] = await lookOut("db-engine", outlook(peer));
  expect(judged).toMatchObject({ verdict: "fail", found: "a web server" });
  expect(JSON.stringify(judged)).not.toContain("secret-banner");
});

test("a port where nothing listens is refused, and red for the address that was stated", async () => {
  const peer = await rogue(() => undefined);
  await peer.close();
  const [judged] = await lookOut("db-endpoint", outlook(peer));
  expect(judged).toMatchObject({ verdict: "fail", reasonCode: "refused" });
});

test.each(["h;sslrootcert=/etc/passwd", "/var/run/postgresql", "user=admin host=x", "db01/x?sslmode=disable", "a@b"])(
  "bar 26: %s is no host, and is refused at the field",
  (host) => {
    const parsed = parseAnswer("db.host", host);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? "" : parsed.message).toMatch(/^Enter /);
  },
);

test.each(["h;sslrootcert=/etc/passwd", "/var/run/postgresql"])(
  "bar 26: %s would reach no driver either",
  async (host) => {
    const peer = await rogue(() => undefined);
    const answers = { "db.host": host };
    const [judged] = await lookOut("db-login", { ...outlook(peer, answers), pinned: {} });
    expect(judged?.verdict).toBe("could-not-tell");
    expect(["blocked-by-policy", "dns"]).toContain(judged?.reasonCode);
  },
);
