import "server-only";

import { subscribe } from "node:diagnostics_channel";

import { ADDRESS_HEADER, callerOf } from "@/lib/auth/caller-network";
import { env } from "@/lib/env";

/** The part of Node's message that is read here. */
interface Started {
  request: { headers: Record<string, string | string[] | undefined>; socket: { remoteAddress?: string | undefined } };
}

const FORWARDED = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "forwarded"];
const shared = globalThis as unknown as { readinessMarksCallers?: boolean };

/**
 * Writes the caller's true address into each request before anybody reads it, and takes away what
 * nobody trusted has forwarded: a spoofed header gives no new identity (quality bars 36 and 37).
 */
export function markCallers(): void {
  if (shared.readinessMarksCallers) return;
  shared.readinessMarksCallers = true;
  const hops = env().TRUSTED_PROXY_HOPS;
  subscribe("http.server.request.start", (message) => {
    const { headers, socket } = (message as Started).request;
    const forwarded = headers["x-forwarded-for"];
    headers[ADDRESS_HEADER] = callerOf(
      socket.remoteAddress ?? "unknown",
      Array.isArray(forwarded) ? forwarded.join(",") : forwarded,
      hops,
    );
    if (hops === 0) for (const name of FORWARDED) delete headers[name];
  });
}
