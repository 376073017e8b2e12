import "server-only";

import { AsyncLocalStorage } from "node:async_hooks";

import { ADDRESS_HEADER } from "./caller-network";

/** From where the present request comes; the audit log keeps it. */
export interface Caller {
  address: string;
}

const shared = globalThis as unknown as { readinessCaller?: AsyncLocalStorage<Caller> };
shared.readinessCaller ??= new AsyncLocalStorage<Caller>();
const storage = shared.readinessCaller;

/** Does the work of a request; `callerAddress` answers with its address inside. */
export function calledFrom<Result>(caller: Caller, work: () => Promise<Result>): Promise<Result> {
  return storage.run(caller, work);
}

/** The address of the present request; undefined in the worker. */
export function callerAddress(): string | undefined {
  return storage.getStore()?.address;
}

/** The address that a request comes from, as our own server saw it (lib/boot/caller-address). */
export function addressOf(headers: Pick<Headers, "get">): string {
  return headers.get(ADDRESS_HEADER) || "unknown";
}
