import "server-only";

import { boardOf, boardRevisions } from "@/lib/data/board";
import { boardForCustomer } from "@/lib/engine/customer-view";
import type { Board } from "@/lib/engine/types";
import { log } from "@/lib/log";

import type { LiveEvent } from "./events";

const LOOK_EVERY_MS = 50;
type Listener = (event: LiveEvent) => void;

/** Whose eyes: SESTEK's people see everything, a customer no raw evidence and no internal remark. */
export type Side = "vendor" | "customer";
const SHOWN: Record<Side, (board: Board) => Board> = { vendor: (board) => board, customer: boardForCustomer };

/** What the watchers of one side were last told, row by row. */
interface Audience {
  listeners: Set<Listener>;
  texts: Map<string, string>;
}
interface Watched extends Record<Side, Audience> {
  revision?: number;
}
interface Watcher {
  projects: Map<string, Watched>;
  looking: boolean;
}

const shared = globalThis as unknown as { readinessWatcher?: Watcher };
shared.readinessWatcher ??= { projects: new Map(), looking: false };
const watcher = shared.readinessWatcher;

const audience = (): Audience => ({ listeners: new Set(), texts: new Map() });
const isAlone = ({ vendor, customer }: Watched) => vendor.listeners.size + customer.listeners.size === 0;

/** Rows that differ from what this audience was last told. */
function news({ texts }: Audience, rows: Board["rows"]): Board["rows"] {
  return rows.filter((row) => {
    const text = JSON.stringify(row);
    const changed = texts.get(row.id) !== text;
    texts.set(row.id, text);
    return changed;
  });
}

async function refresh(projectId: string, watched: Watched): Promise<void> {
  const board = await boardOf(projectId);
  watched.revision = board.revision;
  for (const side of ["vendor", "customer"] as const) {
    const { listeners } = watched[side];
    if (listeners.size === 0) continue;
    const { revision, rows, summary, run } = SHOWN[side](board);
    const changed = news(watched[side], rows);
    for (const tell of listeners) tell({ type: "rows", revision, rows: changed, summary, ...(run ? { run } : {}) });
  }
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
      if (watched.revision !== undefined && revision !== undefined && revision !== watched.revision)
        await refresh(id, watched);
    }
  } catch (error) {
    log().warn({ error: String(error) }, "watching boards");
  }
  setTimeout(look, LOOK_EVERY_MS).unref();
}

/** Tells every change of a project's board until `stop` is called; the caller has proved access. */
export async function watchBoard(
  projectId: string,
  side: Side,
  tell: Listener,
): Promise<{ board: Board; stop: () => void }> {
  const own = watcher.projects.get(projectId) ?? { vendor: audience(), customer: audience() };
  watcher.projects.set(projectId, own);
  own[side].listeners.add(tell);
  const stop = () => {
    own[side].listeners.delete(tell);
    if (own[side].listeners.size === 0) own[side].texts.clear();
    if (isAlone(own) && watcher.projects.get(projectId) === own) watcher.projects.delete(projectId);
  };
  try {
    const whole = await boardOf(projectId);
    const board = SHOWN[side](whole);
    if (own[side].texts.size === 0) news(own[side], board.rows);
    own.revision ??= whole.revision;
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
