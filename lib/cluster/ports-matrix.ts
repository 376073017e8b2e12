import type { BoardRow, Observation } from "@/lib/engine/types";
import { worst } from "@/lib/engine/worst";
import type { Answers } from "@/lib/intake/answers";
import { splitHost } from "@/lib/intake/registry-place";
import type { JudgedVerdict, Vantage } from "@/lib/requirements/vocabulary";

import { targetsOf } from "./targets";

export const COLUMN_IDS = ["license", "database", "recorder", "speech", "registry", "store", "logs", "traces"] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

/** What a cell says, in one word; the page has the words of both languages. */
export const CELL_STATES = [
  "reached",
  "limited",
  "refused",
  "timeout",
  "dns",
  "closed",
  "other-protocol",
  "untold",
  "not-looked",
  "not-needed",
] as const;
export type CellState = (typeof CELL_STATES)[number];

/** One thing to be reached, with the requirement that makes it needed; absent hosts mean that nobody needs it. */
export interface Column {
  id: ColumnId;
  hosts: string[];
  port?: number;
  /** What the workers' cells are judged by, and the rule that made it needed. */
  requirement: string;
  needed: boolean;
}
export interface Cell {
  column: ColumnId;
  state: CellState;
  verdict?: JudgedVerdict;
  ms?: number;
  observedAt?: string;
  stale?: boolean;
  /** What this source sees of this target settles its requirement. */
  proof: boolean;
}
export interface Source {
  id: string;
  vantage: Exclude<Vantage, "person">;
  /** The node's name; absent for the app, the terminal server and workers that nobody has seen. */
  name?: string;
  cells: Cell[];
}
export interface PortsMatrix {
  columns: Column[];
  sources: Source[];
}

const OF_CHECK: Record<ColumnId, readonly string[]> = {
  license: ["net-license-port"],
  database: ["net-db-port"],
  recorder: ["net-recorder-port"],
  speech: ["net-sr-port"],
  registry: ["reg-node-pull"],
  store: ["os-endpoint"],
  logs: ["obs-log-elastic", "obs-log-splunk"],
  traces: ["obs-tracing"],
};
/** What the application and the terminal server look at for the same target. */
const SEEN_BY: Record<"app" | "terminal", Partial<Record<ColumnId, readonly string[]>>> = {
  app: { registry: ["reg-auth", "reg-type"] },
  terminal: {
    license: ["ts-net-external", "net-license-port"],
    database: ["ts-net-database", "net-db-port"],
    recorder: ["ts-net-external"],
    speech: ["ts-net-external"],
    registry: ["ts-net-registry"],
    store: ["ts-net-external"],
    logs: ["ts-net-external"],
    traces: ["ts-net-external"],
  },
};

/** The columns by the answers: every target of the vendor's table, needed or not. */
export function columnsOf(answers: Answers): Column[] {
  const targets = targetsOf(answers);
  return COLUMN_IDS.map((id): Column => {
    const ids = OF_CHECK[id];
    const own = targets.filter(({ check }) => ids.includes(check));
    const registry = id === "registry" ? answers["reg.host"] : undefined;
    const place = registry ? splitHost(registry) : undefined;
    const hosts = place ? [place.host] : [...new Set(own.map(({ host }) => host))];
    const port = place?.port ?? own[0]?.port;
    const requirement = own[0]?.check ?? ids[0] ?? "";
    return { id, hosts, requirement, needed: hosts.length > 0, ...(port === undefined ? {} : { port }) };
  });
}

function stateOf({ verdict, reasonCode }: Observation): CellState {
  if (verdict === "pass") return "reached";
  if (reasonCode === "refused" || reasonCode === "timeout" || reasonCode === "dns") return reasonCode;
  if (reasonCode === "reset") return "closed";
  if (reasonCode === "answer-mismatch" && verdict === "fail") return "other-protocol";
  return verdict === "warn" ? "limited" : "untold";
}

function msOf({ evidence, durationMs, vantage }: Observation, node?: string): number | undefined {
  const times = evidence.ms;
  if (node !== undefined && typeof times === "object" && times !== null) {
    const ms: unknown = (times as Record<string, unknown>)[node];
    return typeof ms === "number" ? ms : undefined;
  }
  if (typeof evidence.durationMs === "number") return evidence.durationMs;
  return vantage === "app" && durationMs > 0 ? durationMs : undefined;
}

/** True for an observation of this target: by its evidence, else by the name it was given. */
function about({ evidence, target }: Observation, { hosts, port, id }: Column): boolean {
  if (id === "registry" && evidence.host === undefined) return true;
  if (typeof evidence.host === "string") return hosts.includes(evidence.host);
  return hosts.some((host) => target === host || target.includes(`${host}:${port}`) || target === `${host}`);
}

function cell(column: Column, seen: readonly Observation[], stale: boolean, proof: boolean, node?: string): Cell {
  const base = { column: column.id, proof };
  if (!column.needed) return { ...base, state: "not-needed" };
  const found = worst(seen);
  if (!found) return { ...base, state: "not-looked" };
  const ms = msOf(found, node);
  return {
    ...base,
    state: stateOf(found),
    verdict: found.verdict,
    observedAt: found.observedAt,
    ...(ms === undefined ? {} : { ms }),
    ...(stale ? { stale } : {}),
  };
}

const isStale = (rows: readonly BoardRow[], vantage: Vantage) =>
  rows.some(({ views }) => views.some((view) => view.vantage === vantage && view.stale));

/**
 * The ports as a matrix: who looks, at what, and what came of it, from the board's observations alone. The
 * application's own view of the workers' targets is shown, and is no proof.
 */
export function portsMatrix(rows: readonly BoardRow[], columns: readonly Column[]): PortsMatrix {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pick = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const seenFrom = (own: readonly BoardRow[], vantage: Vantage, column: Column) =>
    own.flatMap(({ observations }) => observations).filter((one) => one.vantage === vantage && about(one, column));
  const other = (vantage: "app" | "terminal"): Source => ({
    id: vantage,
    vantage,
    cells: columns.map((column) => {
      const own = pick(SEEN_BY[vantage][column.id] ?? OF_CHECK[column.id]);
      return cell(column, seenFrom(own, vantage, column), isStale(own, vantage), false);
    }),
  });
  const nodes = new Set<string>();
  for (const row of pick(Object.values(OF_CHECK).flat()))
    for (const { vantage, places = [] } of row.observations)
      if (vantage === "cluster") for (const node of places) nodes.add(node);
  const worker = (name: string | undefined): Source => ({
    id: name === undefined ? "workers" : `worker ${name}`,
    vantage: "cluster",
    ...(name === undefined ? {} : { name }),
    cells: columns.map((column) => {
      const own = pick(OF_CHECK[column.id]);
      const seen = seenFrom(own, "cluster", column).filter(
        ({ places, target }) => name !== undefined && target !== "workers" && places?.includes(name),
      );
      return cell(column, seen, isStale(own, "cluster"), true, name);
    }),
  });
  const workers = nodes.size > 0 ? [...nodes].sort().map(worker) : [worker(undefined)];
  return { columns: [...columns], sources: [...workers, other("terminal"), other("app")] };
}
