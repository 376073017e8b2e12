import type { Answers, FieldId } from "@/lib/intake/answers";

import type { Applies, Facts } from "./types";

/** The requirement holds for every project. */
export const always = (): Applies => ({ applies: true });

/** Applies unless the answer is one of those that switch it off; unanswered and unknown never do. */
export function unless<Key extends keyof Answers>(
  field: Key,
  off: (value: NonNullable<Answers[Key]>) => boolean,
  because: string,
) {
  return ({ answers }: Facts): Applies => {
    const value = answers[field];
    return value !== undefined && off(value as NonNullable<Answers[Key]>)
      ? { applies: false, because, field: field as FieldId }
      : { applies: true };
  };
}

/** Applies when every condition does; the first that does not gives the reason. */
export function every(...conditions: readonly ((facts: Facts) => Applies)[]) {
  return (facts: Facts): Applies => {
    for (const condition of conditions) {
      const result = condition(facts);
      if (!result.applies) return result;
    }
    return { applies: true };
  };
}

/** Windows-only checks of a terminal server; they stay in force where SESTEK takes no Linux one (D1). */
export function onWindows(facts: Facts): Applies {
  return facts.policy.terminalServer.linux === "refuse" ? always() : notOnLinux(facts);
}
const notOnLinux = unless("ts.os", (os) => os === "linux", "The terminal server runs Linux.");

/** Names of the namespaces in the answers. */
export function namespaceNames({ answers }: Facts): string[] {
  return (answers["ns.list"] ?? []).map(({ name }) => name);
}
