import { expect, test } from "vitest";

import { fold } from "@/lib/engine/fold";
import type { BoardRow, RowWork } from "@/lib/engine/types";
import { requirement } from "@/lib/requirements/catalogue";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";

import { type Narrowing, narrow } from "./filters";

const viewer = { id: "me", today: "2026-11-25" };

function row(id: string, work?: RowWork, change: Partial<BoardRow> = {}): BoardRow {
  const folded = fold({
    requirement: { ...requirement(id), applies: () => ({ applies: true }) },
    facts: { answers: {}, secretsSet: new Set(), policy: DEFAULT_POLICY, today: viewer.today },
    observations: [],
    checkable: true,
    now: new Date(),
  });
  return { ...folded, ...(work ? { work } : {}), ...change };
}

const rows = [
  row("ns-names", { assignee: { kind: "person", id: "me", name: "Me" }, dueOn: "2026-11-25" }),
  row("ns-exist", { assignee: { kind: "person", id: "you", name: "You" }, dueOn: "2026-11-24" }),
  row("ns-quota", { assignee: { kind: "role", role: "network" }, dueOn: "2026-11-24" }, { settled: true }),
  row("ts-host"),
];

test.each<[string, string[]]>([
  ["", ["ns-names", "ns-exist", "ns-quota", "ts-host"]],
  ["mine", ["ns-names"]],
  ["overdue", ["ns-exist"]],
  ["unassigned", ["ts-host"]],
  ["role:network", ["ns-quota"]],
  ["person:you", ["ns-exist"]],
  ["person:network", []],
  ["nonsense", []],
])(
  "the checklist narrowed to the work of %j shows those rows: due today is not late, settled is never late",
  (work, ids) => {
    const narrowing: Narrowing = { show: "applicable", group: "", who: "", work };
    expect(narrow(rows, narrowing, viewer).map(({ id }) => id)).toEqual(ids);
  },
);
