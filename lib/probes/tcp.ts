import type { Socket } from "node:net";

import { dialGuarded, inItsTurn } from "./dial";
import type { EgressOptions } from "./egress/guard";
import { httpClient } from "./http";
import type { TcpProbe } from "./types";

/** How long a connection must stay open to count as held (catalogue 1.7). */
const HOLD_MS = 2_000;
const STATUS_MS = 8_000;
const STATUS_BYTES = 64 * 1024;

function held(socket: Socket, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (kept: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(kept);
    };
    const timer = setTimeout(() => finish(true), HOLD_MS);
    signal.addEventListener("abort", () => finish(true), { once: true });
    socket.once("close", () => finish(false));
    socket.once("error", () => finish(false));
    // A peer that closes at once is only seen by reading; what it says is not kept.
    socket.resume();
  });
}

/** Plain TCP through the guard; the state table of catalogue 1.7 is judged by the checks. */
export function tcpProbe(
  egress: EgressOptions,
  limits: { connectMs: number; perHost: number },
  signal: AbortSignal,
): TcpProbe {
  return {
    async httpStatus(host, port) {
      const most = { connectMs: limits.connectMs, totalMs: STATUS_MS, bodyBytes: STATUS_BYTES };
      const client = httpClient({ plain: true, host, port }, egress, most, limits.perHost);
      try {
        const answer = await client.ask({ method: "GET", path: "/", signal });
        return answer.ok ? { ok: true, status: answer.status, durationMs: answer.durationMs } : answer;
      } finally {
        client.close();
      }
    },
    dial: (host, port) =>
      inItsTurn({ host, port, egress, signal }, limits.perHost, async (target) => {
        const dialled = await dialGuarded({ host, port, egress, connectMs: limits.connectMs, signal, target });
        if (!dialled.ok) return dialled;
        const { address, durationMs, socket } = dialled;
        return { ok: true, address, durationMs, held: await held(socket, signal) };
      }),
  };
}
