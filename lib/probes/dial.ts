import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";

import { type EgressOptions, type GuardedTarget, guard } from "./egress/guard";
import { inTurn } from "./egress/turns";
import { explain } from "./explain";
import { classifyError } from "./tls";
import type { Unreachable } from "./types";

/** An open connection to a tested address; the caller ends it. */
export type Dialled = { ok: true; socket: Socket; address: string; durationMs: number } | Unreachable;

export interface DialOptions {
  host: string;
  port: number;
  egress: EgressOptions;
  connectMs: number;
  signal?: AbortSignal;
  /** The host as it was resolved and tested already; it is not asked for again. */
  target?: GuardedTarget;
}

function dialAddress(address: string, port: number, { host, connectMs, signal, port: typed }: DialOptions) {
  const started = Date.now();
  return new Promise<Dialled>((resolve) => {
    const socket = connect({ host: address, port });
    const finish = (result: Dialled) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", late);
      socket.removeAllListeners("error").removeAllListeners("connect");
      if (!result.ok) socket.destroy();
      resolve(result);
    };
    const failed = (code: Unreachable["code"], phase: Unreachable["phase"], detail: string) =>
      finish({
        ok: false,
        code,
        phase,
        message: explain(code, phase, `${host}:${typed}`, detail),
        durationMs: Date.now() - started,
        addressesTried: [address],
      });
    const late = () => failed("timeout", "connect", "");
    const timer = setTimeout(late, connectMs);
    signal?.addEventListener("abort", late, { once: true });
    socket.once("connect", () => finish({ ok: true, socket, address, durationMs: Date.now() - started }));
    socket.once("error", (error) => {
      const { code, phase, detail } = classifyError(error);
      failed(code, phase, detail);
    });
    if (signal?.aborted) late();
  });
}

/** Resolves once, tests every address, and dials the tested ones in order until one answers (catalogue 1.4). */
export async function dialGuarded(options: DialOptions): Promise<Dialled> {
  const { host, port, egress } = options;
  const started = Date.now();
  const target = options.target ?? (await guard(host, port, egress));
  const unreachable = (code: Unreachable["code"], phase: Unreachable["phase"], message: string): Unreachable => ({
    ok: false,
    code,
    phase,
    message,
    durationMs: Date.now() - started,
    addressesTried: target.ok ? [] : target.addressesTried,
  });
  if (!target.ok)
    return unreachable(target.code, target.code === "blocked-by-policy" ? "policy" : "dns", target.message);
  let last: Dialled = unreachable("dns", "dns", `${host} has no address.`);
  for (const address of target.addresses) {
    last = await dialAddress(address, target.port, options);
    if (last.ok) return last;
  }
  return last;
}

/**
 * Does `work` in the turn of the address that the host leads to: another name of one machine, or another
 * run, is no other turn (quality bar 27).
 */
export async function inItsTurn<Result>(
  { host, port, egress, signal }: Pick<DialOptions, "host" | "port" | "egress" | "signal">,
  most: number,
  work: (target: GuardedTarget) => Promise<Result>,
): Promise<Result> {
  const target = await guard(host, port, egress);
  const place = target.ok ? `${target.addresses[0]}:${target.port}` : `${host}:${port}`;
  return inTurn(place, most, signal, () => work(target));
}

/**
 * Keeps a driver that trips over malformed bytes from ending the process: what it throws while it reads
 * ends its own connection (quality bar 60).
 */
export function tamed<Stream extends Duplex>(stream: Stream): Stream {
  const emit = stream.emit.bind(stream);
  stream.emit = ((event: string | symbol, ...values: unknown[]) => {
    if (event !== "data") return emit(event, ...values);
    try {
      return emit(event, ...values);
    } catch (error) {
      stream.destroy(error instanceof Error ? error : new Error("malformed"));
      return true;
    }
  }) as Stream["emit"];
  // A driver that is done takes its own listener away; a late error must find one.
  stream.on("error", () => undefined);
  return stream;
}

/** Ends a connection that has brought more than `bytes`, or outlived `milliseconds`; returns how to stop watching. */
export function bounded(socket: Socket, { bytes, milliseconds }: { bytes: number; milliseconds: number }): () => void {
  const watch = setInterval(() => {
    if (socket.bytesRead > bytes)
      socket.destroy(new Error(`The answer is larger than ${Math.round(bytes / 1_048_576)} MiB and was cut off.`));
  }, 20);
  const end = setTimeout(
    () => socket.destroy(Object.assign(new Error("deadline"), { code: "READINESS_TIMEOUT" })),
    milliseconds,
  );
  const stop = () => {
    clearInterval(watch);
    clearTimeout(end);
  };
  socket.once("close", stop);
  return stop;
}
