import { z } from "zod";

import type { Observation } from "@/lib/engine/types";
import { isAnswerField } from "@/lib/intake/sections";
import { inert } from "@/lib/probes/inert";
import { REASON_CODES, SEVERITIES, VERDICTS } from "@/lib/requirements/vocabulary";

/** Most bytes of a result: a whole look at a large cluster has some hundred kilobytes. */
export const LARGEST_OFFLINE_RESULT = 4 * 1024 * 1024;
const MOST_REQUIREMENTS = 200;
const MOST_OBSERVATIONS = 5_000;
const LONGEST = 8_000;
const DEEPEST = 6;

const text = z.string().max(LONGEST);
const short = z.string().max(500);
const scalar = z.union([text, z.number(), z.boolean(), z.null()]);
const nested = (depth: number): z.ZodType =>
  depth === 0
    ? scalar
    : z.union([scalar, z.array(nested(depth - 1)).max(500), z.record(z.string().max(500), nested(depth - 1))]);
const anything = nested(DEEPEST);
const JudgedVerdict = z.enum(["pass", "warn", "fail", "could-not-tell"]);

const Seen = z.strictObject({
  target: short,
  vantage: z.literal("app"),
  verdict: JudgedVerdict,
  reasonCode: z.enum(REASON_CODES),
  message: text,
  expected: text.optional(),
  found: text.optional(),
  evidence: z.record(z.string().max(500), anything),
  steps: z
    .array(
      z.strictObject({
        name: short,
        state: z.enum(["done", "failed", "could-not-tell", "not-reached"]),
        detail: text.optional(),
      }),
    )
    .max(50)
    .optional(),
  places: z.array(short).max(MOST_OBSERVATIONS).optional(),
  suggests: z.strictObject({ field: short, value: anything }).optional(),
  blockedBy: short.optional(),
  observedAt: z.iso.datetime(),
  durationMs: z.number().min(0).max(86_400_000),
});

const OfflineResult = z.strictObject({
  schema: z.literal("knovvu-readiness/result@1"),
  vantage: z.literal("app"),
  catalogue: short,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  summary: z.strictObject({
    ready: z.boolean(),
    blockers: z.int().min(0),
    counts: z.record(z.enum(VERDICTS), z.int().min(0)),
  }),
  requirements: z
    .array(
      z.strictObject({
        id: short,
        severity: z.enum(SEVERITIES),
        verdict: z.enum(VERDICTS),
        reasonCode: z.enum(REASON_CODES),
        message: text,
        blockedBy: short.optional(),
        observations: z.array(Seen).max(MOST_OBSERVATIONS),
      }),
    )
    .max(MOST_REQUIREMENTS),
  errand: z.string().regex(/^[\w-]{1,64}$/),
  project: z.string().max(64),
  host: z.string().min(1).max(255),
  /** Digest of the plan that was run. */
  plan: z.string().max(64),
  signature: z.string().max(100),
});
/** A result as it stands in its file: nothing of it is believed before its signature is. */
export type OfflineResult = z.output<typeof OfflineResult>;

export type ReadOfflineResult = { ok: true; result: OfflineResult } | { ok: false; because: string };

const refuse = (because: string): ReadOfflineResult => ({ ok: false, because });
const NONE = "This is no result of the command. Upload the file that readiness run-plan wrote with --out.";

/** How many things a file claims to tell, counted before anything of it is looked at closely. */
function counted(requirements: unknown): { requirements: number; observations: number } | undefined {
  if (!Array.isArray(requirements)) return undefined;
  let observations = 0;
  for (const one of requirements as unknown[]) {
    const { observations: seen } = (one ?? {}) as { observations?: unknown };
    observations += Array.isArray(seen) ? seen.length : 0;
  }
  return { requirements: requirements.length, observations };
}

/** Reads what `readiness run-plan` wrote; a sentence when it is something else, cut off or too much. */
export function readOfflineResult(whole: string): ReadOfflineResult {
  if (whole.length > LARGEST_OFFLINE_RESULT) return refuse("The result is larger than any that the command writes.");
  const trimmed = whole.replace(/^\ufeff/, "").trim();
  if (trimmed === "") return refuse("The result is empty. Upload the file that readiness run-plan wrote with --out.");
  let raw: unknown;
  try {
    raw = JSON.parse(trimmed);
  } catch {
    return refuse(
      trimmed.startsWith("{")
        ? "The result is cut off or was changed: it cannot be read to its end. Upload the whole file as the command wrote it."
        : NONE,
    );
  }
  const count = counted((raw as { requirements?: unknown } | null)?.requirements);
  if (!count) return refuse(NONE);
  if (count.requirements > MOST_REQUIREMENTS || count.observations > MOST_OBSERVATIONS)
    return refuse(
      `The result tells of ${count.requirements} requirements with ${count.observations} observations; the command writes at most ${MOST_REQUIREMENTS} and ${MOST_OBSERVATIONS}.`,
    );
  if (!("signature" in (raw as object)))
    return refuse("This result is not signed: it was not made from a plan. Run the plan with readiness run-plan.");
  const read = OfflineResult.safeParse(raw);
  return read.success ? { ok: true, result: read.data } : refuse(NONE);
}

/** Makes every text in a value safe to show. */
function inertly(value: unknown): unknown {
  if (typeof value === "string") return inert(value, LONGEST);
  if (Array.isArray(value)) return value.map(inertly);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [inert(key, 200), inertly(one)]));
  return value;
}

/** What was seen of one requirement as observations of our own, every text inert; times as the machine had them. */
export function observationsOf({ id, observations }: OfflineResult["requirements"][number]): Observation[] {
  return observations.map(({ suggests, ...one }) => {
    const known =
      suggests && isAnswerField(suggests.field) ? { field: suggests.field, value: suggests.value } : undefined;
    const seen = inertly(one) as Omit<Observation, "requirementId">;
    return { ...seen, requirementId: id, ...(known ? { suggests: known } : {}) };
  });
}
