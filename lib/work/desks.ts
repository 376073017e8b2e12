import type { BoardRow } from "@/lib/engine/types";
import { underTheirCause } from "@/lib/engine/under-their-cause";
import type { Contact } from "@/lib/intake/answers";
import { ACTORS, type WhoActs } from "@/lib/requirements/vocabulary";

/** Why a row is open: it does not hold, nobody could tell, an answer is missing, or a person's word is. */
export type OpenState = "fail" | "could-not-tell" | "waiting" | "word";

/** A row that somebody can do something about, and how many others wait for it. */
export interface OpenRow {
  row: BoardRow;
  state: OpenState;
  dependents: number;
}

/** Everything that one contact role has to settle, and whom to ask. */
export interface Desk {
  who: WhoActs;
  rows: OpenRow[];
  contacts: Contact[];
}

/** Why a row is open; undefined when it is settled, or when running the checks is all that is left to do. */
export function openState({ settled, verdict, progress, openVantages, attestable }: BoardRow): OpenState | undefined {
  if (settled) return undefined;
  if (verdict === "fail" || verdict === "could-not-tell") return verdict;
  if (progress === "waiting") return "waiting";
  const wordOnly = openVantages.length > 0 && openVantages.every((vantage) => vantage === "person");
  return verdict === undefined && attestable && wordOnly ? "word" : undefined;
}

/** A team that the row was given to goes before the one that usually settles it. */
export function whoSettles({ whoActs, work }: BoardRow): WhoActs {
  return work?.assignee?.kind === "role" ? work.assignee.role : whoActs;
}

const URGENCY: readonly OpenState[] = ["fail", "could-not-tell", "waiting", "word"];

/**
 * The open rows by who can settle them, blockers and fails first. A row that only waits for another one
 * is counted there: it is that one's owner who can help.
 */
export function desks(rows: readonly BoardRow[], contacts: readonly Contact[]): Desk[] {
  const open = rows.filter((row) => openState(row) !== undefined);
  const { top, under } = underTheirCause(open);
  const listed = top.flatMap((row): OpenRow[] => {
    const state = openState(row);
    return state ? [{ row, state, dependents: under.get(row.id)?.length ?? 0 }] : [];
  });
  const rank = ({ row, state }: OpenRow) => (row.blocks ? 0 : URGENCY.length) + URGENCY.indexOf(state);
  return ACTORS.map((who) => ({
    who,
    rows: listed.filter(({ row }) => whoSettles(row) === who).sort((a, b) => rank(a) - rank(b)),
    contacts: contacts.filter(({ role }) => role === who),
  })).filter(({ rows: mine }) => mine.length > 0);
}
