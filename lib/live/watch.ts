import "server-only";

import { boardOf, boardRevisions } from "@/lib/data/board";
import type { Board } from "@/lib/engine/types";
import { log } from "@/lib/log";

import type { LiveEvent } from "./events";

const LOOK_EVERY_MS = 50;
type Listener = (event: LiveEvent) => void;

interface Watched {
  listeners: Set<Listener>;
  board?: Board;
  texts: Map<string, string>;
}
interface Watcher {
  projects: Map<string, Watched>;
  looking: boolean;
}

const shared = globalThis as unknown as { readinessWatcher?: Watcher };
shared.readinessWatcher ??= { projects: new Map(), looking: false };
const watcher = shared.readinessWatcher;

async function refresh(projectId: string, watched: Watched): Promise<void> {
  const board = await boardOf(projectId);
  const rows = board.rows.filter((row) => {
    const text = JSON.stringify(row);
    const changed = watched.texts.get(row.id) !== text;
    watched.texts.set(row.id, text);
    return changed;
  });
  watched.board = board;
  const { revision, summary, run } = board;
  for (const tell of watched.listeners) tell({ type: "rows", revision, rows, summary, ...(run ? { run } : {}) });
}

/** One query for all watched projects; the ones whose revision rose are folded once for all watchers. */
async function look(): Promise<void> {
  const { projects } = watcher;
  if (projects.size === 0) {
    watcher.looking = false;
    return;
  }
  try {
    const revisions = await boardRevisions([...projects.keys()]);
    for (const [id, watched] of projects) {
      const revision = revisions.get(id);
      if (watched.board && revision !== undefined && revision !== watched.board.revision) await refresh(id, watched);
    }
  } catch (error) {
    log().warn({ error: String(error) }, "watching boards");
  }
  setTimeout(look, LOOK_EVERY_MS).unref();
}

/** Tells every change of a project's board until `stop` is called; the caller has proved access. */
export async function watchBoard(projectId: string, tell: Listener): Promise<{ board: Board; stop: () => void }> {
  let watched = watcher.projects.get(projectId);
  if (!watched) {
    watched = { listeners: new Set(), texts: new Map() };
    watcher.projects.set(projectId, watched);
  }
  watched.listeners.add(tell);
  const own = watched;
  const stop = () => {
    own.listeners.delete(tell);
    if (own.listeners.size === 0 && watcher.projects.get(projectId) === own) watcher.projects.delete(projectId);
  };
  try {
    const board = await boardOf(projectId);
    if (!own.board) {
      own.board = board;
      for (const row of board.rows) own.texts.set(row.id, JSON.stringify(row));
    }
    if (!watcher.looking) {
      watcher.looking = true;
      void look();
    }
    return { board, stop };
  } catch (error) {
    stop();
    throw error;
  }
}
