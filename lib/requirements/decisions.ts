import { z } from "zod";

import { CLUSTER } from "./decisions-cluster";
import { CONFIRMATIONS } from "./decisions-confirmations";
import { SYSTEMS } from "./decisions-systems";
import type { ReasonedDecision } from "./decisions-vocabulary";
import { Policy } from "./policy";

export type { ReasonedDecision } from "./decisions-vocabulary";

const byNumber = (a: { id: string }, b: { id: string }) => Number(a.id.slice(1)) - Number(b.id.slice(1));

/** Every silence or contradiction of the vendor's text, in the order of the catalogue (section 5). */
export const decisions: readonly ReasonedDecision[] = [...CLUSTER, ...SYSTEMS, ...CONFIRMATIONS].sort(byNumber);

const byId = new Map(decisions.map((one) => [one.id, one]));

/** The decision of this id; undefined when there is none. */
export function decision(id: string): ReasonedDecision | undefined {
  return byId.get(id);
}

const Stored = z.record(z.string(), z.unknown());

/** The value that a policy now holds for a decision, by the keys of its parts. */
export function presentValue({ parts }: Pick<ReasonedDecision, "parts">, policy: Policy): Record<string, unknown> {
  return Object.fromEntries(
    parts.map(({ key, at, optional }) => [key, at.reduce<unknown>(member, policy) ?? (optional ? [] : undefined)]),
  );
}

function member(value: unknown, key: string): unknown {
  return (value as Record<string, unknown> | undefined)?.[key];
}

function put(target: Record<string, unknown>, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined) return;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = { ...(target[key] as Record<string, unknown> | undefined) };
  target[key] = inner;
  put(inner, rest, value);
}

/**
 * A policy with the value of one decision in it. Parts that are left out keep what the policy says. A value
 * that the policy's own schema refuses answers with the first sentence of what is wrong, and where.
 */
export function withDecision(
  one: Pick<ReasonedDecision, "parts">,
  value: unknown,
  policy: Policy,
): { ok: true; policy: Policy } | { ok: false; part: string; message: string } {
  const given = Stored.safeParse(value);
  if (!given.success) return { ok: false, part: "", message: "The decision could not be read. Open the page again." };
  const next: Record<string, unknown> = { ...policy };
  for (const { key, at, optional } of one.parts) {
    if (!Object.hasOwn(given.data, key)) continue;
    const typed = given.data[key];
    const emptied = optional && Array.isArray(typed) && typed.length === 0;
    if (!emptied) put(next, at, typed);
    else if (at.reduce<unknown>(member, next) !== undefined) put(next, at, undefined);
  }
  const parsed = Policy.safeParse(next);
  if (parsed.success) return { ok: true, policy: parsed.data };
  const issue = parsed.error.issues[0];
  const path = (issue?.path ?? []).map(String);
  const part = one.parts.find(({ at }) => at.every((key, index) => path[index] === key));
  return {
    ok: false,
    part: part?.key ?? "",
    message:
      issue?.code === "custom" ? issue.message : "This value cannot be taken. Correct it, or keep what was there.",
  };
}

/** The policy that checks use: the installation's own, and over it what SESTEK decided; a value that no longer fits is left out. */
export function decidedPolicy(base: Policy, stored: readonly { id: string; value: unknown }[]): Policy {
  return stored.reduce((policy, { id, value }) => {
    const known = byId.get(id);
    const next = known ? withDecision(known, value, policy) : undefined;
    return next?.ok ? next.policy : policy;
  }, base);
}
