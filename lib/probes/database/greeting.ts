import type { Socket } from "node:net";

import type { DialOptions } from "../dial";
import { dialGuarded } from "../dial";
import { explain } from "../explain";
import { classifyError } from "../tls";
import type { DatabaseEngine, Greeting } from "./types";

const SSL_REQUEST = Buffer.from("0000000804d2162f", "hex");
const PRELOGIN = Buffer.from("1201001a0000000000000b00060100110001ff00000000000002", "hex");
const ANSWER_BYTES = 512;
const HOLD_MS = 2_000;

type Heard =
  | { kind: "bytes"; bytes: Buffer }
  | { kind: "closed" }
  | { kind: "silent" }
  | { kind: "error"; error: unknown };

/** Sends the greeting and hears the first bytes, at most a few hundred of them. */
function hear(socket: Socket, greeting: Buffer, signal: AbortSignal | undefined): Promise<Heard> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    const finish = (heard: Heard) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", silent);
      socket.destroy();
      resolve(heard);
    };
    const silent = () => finish(bytes.length > 0 ? { kind: "bytes", bytes } : { kind: "silent" });
    const timer = setTimeout(silent, HOLD_MS);
    signal?.addEventListener("abort", silent, { once: true });
    socket.on("data", (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk.subarray(0, ANSWER_BYTES)]);
      const whole = bytes[0] !== 4 || (bytes.length >= 4 && bytes.length >= bytes.readUInt16BE(2));
      if (whole || bytes.length >= ANSWER_BYTES) finish({ kind: "bytes", bytes });
    });
    socket.once("close", () => finish(bytes.length > 0 ? { kind: "bytes", bytes } : { kind: "closed" }));
    socket.once("error", (error) => finish({ kind: "error", error }));
    socket.write(greeting);
  });
}

/** VERSION and ENCRYPTION of a PRELOGIN reply; the version is four parts as SQL Server writes it. */
export function readPrelogin(reply: Buffer): { version?: string; tls?: boolean } {
  const options = reply.subarray(8);
  const found: { version?: string; tls?: boolean } = {};
  for (let at = 0; at + 5 <= options.length && options[at] !== 0xff; at += 5) {
    const offset = options.readUInt16BE(at + 1);
    const length = options.readUInt16BE(at + 3);
    const value = options.subarray(offset, offset + length);
    if (options[at] === 0 && value.length >= 6)
      found.version = `${value[0]}.${value[1]}.${value.readUInt16BE(2)}.${value.readUInt16BE(4)}`;
    if (options[at] === 1 && value.length >= 1) found.tls = value[0] === 1 || value[0] === 3;
  }
  return found;
}

function classed(bytes: Buffer): { engine: DatabaseEngine | "http" | "unknown"; tls?: boolean; version?: string } {
  const [first] = bytes;
  if (bytes.length === 1 && (first === 0x53 || first === 0x4e)) return { engine: "postgresql", tls: first === 0x53 };
  if (first === 0x04 && bytes.length >= 8) return { engine: "mssql", ...readPrelogin(bytes) };
  if (bytes.subarray(0, 5).toString("latin1") === "HTTP/") return { engine: "http" };
  // A PostgreSQL error in answer to strange bytes: `E`, a length, then fields that begin with S and a severity.
  if (first === 0x45 && /S(FATAL|ERROR)/.test(bytes.toString("latin1"))) return { engine: "postgresql" };
  return { engine: "unknown" };
}

/** Greets as one engine and classes what comes back. */
async function greetAs(engine: DatabaseEngine, options: DialOptions): Promise<Greeting> {
  const dialled = await dialGuarded(options);
  if (!dialled.ok) return dialled;
  const { address, durationMs, socket } = dialled;
  const heard = await hear(socket, engine === "mssql" ? PRELOGIN : SSL_REQUEST, options.signal);
  const base = { ok: true as const, address, durationMs };
  if (heard.kind === "bytes") return { ...base, ...classed(heard.bytes) };
  if (heard.kind !== "error") return { ...base, engine: heard.kind };
  const { code, phase, detail } = classifyError(heard.error);
  const where = `${options.host}:${options.port}`;
  return {
    ok: false,
    code,
    phase,
    message: explain(code, phase, where, detail),
    durationMs,
    addressesTried: [address],
  };
}

/**
 * The engine behind a port, by its first bytes (catalogue 1.7): as the stated engine first, and when that
 * is not understood as the other one on a fresh connection.
 */
export async function greetDatabase(stated: DatabaseEngine, options: DialOptions): Promise<Greeting> {
  const first = await greetAs(stated, options);
  if (!first.ok || first.engine === stated || first.engine === "http") return first;
  if (first.engine === "postgresql" || first.engine === "mssql") return first;
  const second = await greetAs(stated === "mssql" ? "postgresql" : "mssql", options);
  return second.ok && (second.engine === "postgresql" || second.engine === "mssql") ? second : first;
}
