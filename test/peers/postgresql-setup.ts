import type { TestProject } from "vitest/node";

import { ADMIN_PASSWORD, startPostgres } from "./postgres";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of a real PostgreSQL, without a database; there where the data is to be kept in one. */
    postgresql?: string;
  }
}

/** One PostgreSQL for all files of a run; each file makes a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide("postgresql", `postgresql://admin:${ADMIN_PASSWORD}@127.0.0.1:${server.port}`);
  return () => server.stop();
}
