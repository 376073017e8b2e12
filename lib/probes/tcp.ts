import { connect } from "node:net";

import { type EgressOptions, guard } from "./egress/guard";
import { classifyError } from "./tls";
import type { TcpProbe, TcpResult } from "./types";

/** How long a connection must stay open to count as held (catalogue 1.7). */
const HOLD_MS = 2_000;

function dialAddress(address: string, port: number, connectMs: number, signal: AbortSignal): Promise<TcpResult> {
  const started = Date.now();
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const finish = (result: TcpResult) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      socket.destroy();
      resolve(result);
    };
    const late = (): TcpResult => ({
      ok: false,
      code: "timeout",
      phase: "connect",
      message: `${address}:${port} did not answer in time: the connection is probably dropped by a firewall on the way.`,
      durationMs: Date.now() - started,
      addressesTried: [address],
    });
    const onAbort = () => finish(late());
    let timer = setTimeout(() => finish(late()), connectMs);
    signal.addEventListener("abort", onAbort);
    socket.once("connect", () => {
      const durationMs = Date.now() - started;
      clearTimeout(timer);
      timer = setTimeout(() => finish({ ok: true, address, durationMs, held: true }), HOLD_MS);
      socket.once("close", () => finish({ ok: true, address, durationMs, held: false }));
    });
    socket.once("error", (error) => {
      const { code, phase, detail } = classifyError(error);
      finish({
        ok: false,
        code,
        phase,
        message: `${address}:${port}: ${detail}`,
        durationMs: Date.now() - started,
        addressesTried: [address],
      });
    });
  });
}

/** Plain TCP through the guard; the state table of catalogue 1.7 is judged by the checks. */
export function tcpProbe(egress: EgressOptions, connectMs: number, signal: AbortSignal): TcpProbe {
  return {
    async dial(host, port) {
      const target = await guard(host, port, egress);
      if (!target.ok) {
        const phase = target.code === "blocked-by-policy" ? "policy" : "dns";
        return {
          ok: false,
          code: target.code,
          phase,
          message: target.message,
          durationMs: 0,
          addressesTried: target.addressesTried,
        };
      }
      let last: TcpResult | undefined;
      for (const address of target.addresses) {
        last = await dialAddress(address, target.port, connectMs, signal);
        if (last.ok) return last;
      }
      return (
        last ?? {
          ok: false,
          code: "dns",
          phase: "dns",
          message: `${host} has no address.`,
          durationMs: 0,
          addressesTried: [],
        }
      );
    },
  };
}
