import type { Requirement } from "@/lib/requirements/types";
import { GROUPS, VERDICT_TITLE, WHO_ACTS_TITLE } from "@/lib/requirements/vocabulary";

import type { Result } from "./result";

const SIGN = { pass: "✓", warn: "!", fail: "✕", "could-not-tell": "?", "not-applicable": "–" } as const;

/** The result as a table for people: one line a requirement, and what to do under each open one. */
export function table(result: Result, catalogue: readonly Requirement[]): string {
  const lines: string[] = [];
  const byId = new Map(result.requirements.map((one) => [one.id, one]));
  const width = Math.max(...catalogue.map(({ id }) => id.length));
  for (const group of GROUPS) {
    lines.push("", group.title);
    for (const requirement of catalogue.filter((one) => one.group === group.id)) {
      const one = byId.get(requirement.id);
      if (!one) continue;
      const detail = one.blockedBy ? `blocked by ${one.blockedBy}` : one.message;
      lines.push(
        `  ${SIGN[one.verdict]} ${requirement.id.padEnd(width)}  ${VERDICT_TITLE[one.verdict].padEnd(14)}  ${detail}`,
      );
      if (one.verdict === "fail")
        lines.push(`    ${" ".repeat(width)}  ${" ".repeat(14)}  ${WHO_ACTS_TITLE[requirement.whoActs]} must act.`);
    }
  }
  const { ready, blockers, counts } = result.summary;
  const said = Object.entries(counts).map(
    ([verdict, count]) => `${count} ${VERDICT_TITLE[verdict as keyof typeof counts].toLowerCase()}`,
  );
  lines.push(
    "",
    `${ready ? "Ready." : `Not ready: ${blockers} ${blockers === 1 ? "blocks" : "block"}.`} ${said.join(", ")}.`,
  );
  return lines.slice(1).join("\n");
}
