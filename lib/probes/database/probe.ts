import { randomBytes } from "node:crypto";
import { isIP } from "node:net";

import type { Answers } from "@/lib/intake/answers";
import type { Policy } from "@/lib/requirements/policy";

import { inItsTurn } from "../dial";
import { type EgressOptions, guard } from "../egress/guard";
import type { ConnectOptions } from "./connect-options";
import { greetDatabase } from "./greeting";
import { postgresFacts, postgresOwnership } from "./postgres";
import { sqlServerFacts, sqlServerOwnership } from "./sql-server";
import type { DatabaseEngine, DatabaseProbe, DatabaseRefusal, DatabaseSession } from "./types";

const SESSION_MS = 10_000;
const REFUSES_THE_USER = new Set(["auth", "expired"]);

/** Talks to one database server as one user; the password goes there only, and only as the TLS answer allows. */
export function databaseProbe(options: {
  answers: Answers;
  engine: DatabaseEngine;
  host: string;
  port: number;
  password?: string;
  policy: Policy;
  egress: EgressOptions;
  signal: AbortSignal;
}): DatabaseProbe {
  const { answers, engine, host, port, password, policy, egress, signal } = options;
  const { connectMs, checkMs, perHost } = policy.limits;
  const once = new Map<string, Promise<unknown>>();
  /** A refused password holds for every database: no further try is made with it. */
  let refusedUser: DatabaseRefusal | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  function remember<T>(key: string, read: () => Promise<T>): Promise<T> {
    const reading = (once.get(key) as Promise<T> | undefined) ?? read();
    once.set(key, reading);
    return reading;
  }

  /** One log-in after the other, so that a wrong password is known before the next one is tried. */
  function oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const mine = queue.then(() => inItsTurn({ host, port, egress, signal }, perHost, work));
    queue = mine.catch(() => undefined);
    return mine;
  }

  function connectOptions(): ConnectOptions | DatabaseRefusal {
    const user = answers["db.username"];
    if (!user || !password)
      return {
        ok: false,
        reasonCode: "answer-missing",
        errorClass: "",
        phase: "log in",
        message: "The user or the password of the database is not stored yet.",
      };
    const ca = answers["db.ca"];
    return {
      host,
      port,
      egress,
      signal,
      connectMs,
      totalMs: Math.min(SESSION_MS, checkMs),
      user,
      password,
      tls: answers["db.tls"] ?? "verified",
      servername: isIP(host) ? "" : host,
      ...(ca ? { ca } : {}),
    };
  }

  async function session(database: string): Promise<DatabaseSession> {
    const to = connectOptions();
    if ("ok" in to) return to;
    return oneByOne(async () => {
      if (refusedUser) return refusedUser;
      const seen = await (engine === "postgresql" ? postgresFacts : sqlServerFacts)(to, database);
      if (!("ok" in seen)) return { ok: true as const, facts: seen };
      if (REFUSES_THE_USER.has(seen.reasonCode)) refusedUser = seen;
      return seen;
    });
  }

  return {
    host,
    port,
    addresses: () =>
      remember("addresses", async () => {
        const target = await guard(host, port, egress);
        if (target.ok) return { ok: true as const, addresses: target.addresses };
        const { code, message, addressesTried } = target;
        return { ok: false as const, code, phase: "dns" as const, message, addressesTried, durationMs: 0 };
      }),
    greet: () =>
      remember("greet", () =>
        inItsTurn({ host, port, egress, signal }, perHost, (target) =>
          greetDatabase(engine, { host, port, egress, connectMs, signal, target }),
        ),
      ),
    session: (database) => remember(`session ${database}`, () => session(database)),
    async tryOwnership(database) {
      const to = connectOptions();
      if ("ok" in to) return to;
      const mark = randomBytes(4).toString("hex");
      return oneByOne(() => (engine === "postgresql" ? postgresOwnership : sqlServerOwnership)(to, database, mark));
    },
  };
}
