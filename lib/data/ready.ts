import "server-only";

import { db } from "./db";
import { workerSilence } from "./run-work";

const WORKER_SILENT_MS = 10_000;

export interface Readiness {
  ready: boolean;
  database: "reachable" | "unreachable";
  worker: "alive" | "silent";
}

/** Whether this installation can do its work; reads the newest tables, so an old schema is not ready. */
export async function readiness(): Promise<Readiness> {
  try {
    await (await db()).project.findFirst({ select: { id: true, allowedNetworks: true } });
    const silence = await workerSilence();
    const alive = silence !== undefined && silence < WORKER_SILENT_MS;
    return { ready: alive, database: "reachable", worker: alive ? "alive" : "silent" };
  } catch {
    return { ready: false, database: "unreachable", worker: "silent" };
  }
}
