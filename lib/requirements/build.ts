import { always } from "./conditions";
import type { Facts, Remedy, Requirement } from "./types";
import type { GroupId } from "./vocabulary";

type Optional =
  | "applies"
  | "needs"
  | "after"
  | "waivable"
  | "remedy"
  | "fields"
  | "group"
  | "fromApp"
  | "fromCluster"
  | "despite";
/** A requirement as its group file writes it: the usual values may be left out. */
export type Draft = Omit<Requirement, Optional> &
  Partial<Omit<Pick<Requirement, Optional>, "remedy" | "group">> & {
    remedy: string | Remedy | ((facts: Facts) => Remedy);
  };

/** Completes the drafts of one group with the usual values. */
export function group(id: GroupId, drafts: readonly Draft[]): Requirement[] {
  return drafts.map(({ remedy, ...draft }) => ({
    applies: always,
    needs: [],
    after: [],
    waivable: true,
    fromApp: "decides",
    fromCluster: "decides",
    despite: [],
    ...draft,
    // What a requirement needs it also cites: another kubeconfig or namespace list makes its result stale.
    fields: [...new Set([...(draft.fields ?? []), ...(draft.needs ?? []).flat()])],
    group: id,
    remedy: typeof remedy === "function" ? remedy : () => (typeof remedy === "string" ? { summary: remedy } : remedy),
  }));
}

/** Where a demand comes from in the vendor's text. */
export function source(heading: string, lines: string): Requirement["source"] {
  return { heading, lines, derived: false };
}

/** A technical consequence of a demand. */
export function derived(heading: string, lines: string): Requirement["source"] {
  return { heading, lines, derived: true };
}
