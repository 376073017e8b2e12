import "server-only";

import { env } from "@/lib/env";

import type { PrismaClient } from "./generated/sqlite/client";

const shared = globalThis as unknown as { readinessDatabase?: Promise<PrismaClient> };

async function open(url: string): Promise<PrismaClient> {
  if (url.startsWith("file:")) {
    const [{ PrismaClient }, { TunedLibSql }] = await Promise.all([
      import("./generated/sqlite/client"),
      import("./libsql"),
    ]);
    return new PrismaClient({ adapter: new TunedLibSql({ url }) });
  }
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import("./generated/postgresql/client"),
    import("@prisma/adapter-pg"),
  ]);
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 10 }) }) as unknown as PrismaClient;
}

/** The database of this process, opened once. Typed as the smaller of the two providers' clients. */
export function db(): Promise<PrismaClient> {
  shared.readinessDatabase ??= open(env().DATABASE_URL);
  return shared.readinessDatabase;
}

/** What a function inside `$transaction` gets: never use the outer client there. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

/** True when a row could not be added because there is one of the same key: somebody was faster. */
export function isDouble(error: unknown): boolean {
  return error instanceof Error && (error as { code?: string }).code === "P2002";
}
