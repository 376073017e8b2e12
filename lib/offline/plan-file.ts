import { z } from "zod";

import { contentHash } from "@/lib/certificate/canonical";
import type { Answers } from "@/lib/intake/answers";
import { isSecret } from "@/lib/intake/fields/types";
import { sections, visibleFields } from "@/lib/intake/sections";
import { CATALOGUE_VERSION, catalogue } from "@/lib/requirements/catalogue";
import { Policy } from "@/lib/requirements/policy";
import type { Facts } from "@/lib/requirements/types";

export const PLAN_SCHEMA = "knovvu-readiness/plan@1";
/** The most that a plan may be; a large intake has some hundred kilobytes. */
export const LARGEST_PLAN = 8 * 1024 * 1024;

const line = z.string().max(1000);

/** A plan for the command in a closed network. It holds no secret of the customer, only its own one-time key. */
const PlanFile = z.strictObject({
  schema: z.literal(PLAN_SCHEMA),
  errand: z.string().min(1).max(64),
  project: z.string().min(1).max(64),
  name: line,
  madeAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  catalogue: line,
  /** The intake's answers by field, without secrets. */
  answers: z.record(z.string().max(80), z.unknown()),
  /** Secrets that the checks ask for, and how each is given to the command. */
  secrets: z.array(z.strictObject({ id: line, label: line, give: line })).max(50),
  policy: Policy,
  /** Checks that write something, and what: only with --consent. */
  consents: z.array(z.strictObject({ id: line, writes: z.string().max(4000) })).max(100),
  /** 256 random bits in base64url: signs one result. */
  key: z.string().regex(/^[\w-]{43}$/),
});
export type PlanFile = z.output<typeof PlanFile>;

/** The plan's digest, which its result repeats: over all of it but the key. */
export function planDigest({ key: _key, ...said }: Record<string, unknown>): string {
  return contentHash(said);
}

/** Secrets that the checks of these answers ask for, and a line for each as a secrets file has it. */
export function neededSecrets(answers: Answers): PlanFile["secrets"] {
  const name = (id: string) => id.replaceAll(/[^a-z0-9]+/gi, "_").toUpperCase();
  const give = (id: string) =>
    id === "k8s.kubeconfig"
      ? "{file: kubeconfig.yaml}"
      : id === "reg.aws"
        ? "{region: eu-central-1, accessKeyId: {env: AWS_ACCESS_KEY_ID}, secretAccessKey: {env: AWS_SECRET_ACCESS_KEY}}"
        : `{env: ${name(id)}}`;
  return sections
    .flatMap((one) => visibleFields(one, answers))
    .filter(isSecret)
    .map(({ id, label }) => ({ id, label, give: give(id) }));
}

/** Makes the plan of a project from what is answered and decided now. Times are ISO strings. */
export function makePlan(
  { answers, policy }: Pick<Facts, "answers" | "policy">,
  handed: Pick<PlanFile, "errand" | "project" | "name" | "madeAt" | "expiresAt" | "key">,
): PlanFile {
  return {
    schema: PLAN_SCHEMA,
    ...handed,
    catalogue: CATALOGUE_VERSION,
    answers: { ...answers },
    secrets: neededSecrets(answers),
    policy,
    consents: catalogue.flatMap(({ id, consent }) => (consent?.by === "app" ? [{ id, writes: consent.writes }] : [])),
  };
}

/** Reads a plan file; a sentence when it is none, was cut off, is of another version, or its time is over. */
export function readPlan(
  text: string,
  now: Date,
): { ok: true; plan: PlanFile; digest: string } | { ok: false; because: string } {
  const refuse = (because: string) => ({ ok: false as const, because });
  if (text.length > LARGEST_PLAN) return refuse("The file is larger than any plan.");
  let raw: unknown;
  try {
    raw = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return refuse("The plan cannot be read to its end. Copy the whole file as it was downloaded.");
  }
  if ((raw as { schema?: unknown } | null)?.schema !== PLAN_SCHEMA)
    return refuse("This is no plan. Give the file readiness-plan.json that was downloaded from the project.");
  const read = PlanFile.safeParse(raw);
  if (!read.success)
    return refuse(
      `The plan was changed or is of another version (${read.error.issues[0]?.path.join(".") ?? "file"}). Download plan and command again from the same page.`,
    );
  const plan = read.data;
  if (plan.catalogue !== CATALOGUE_VERSION)
    return refuse(
      `The plan is for requirements of ${plan.catalogue}, and this command knows those of ${CATALOGUE_VERSION}. Download plan and command again from the same page.`,
    );
  if (Date.parse(plan.expiresAt) <= now.getTime())
    return refuse(
      `The time for this plan ended on ${plan.expiresAt.slice(0, 10)}: its result would be refused. Download a new plan.`,
    );
  return { ok: true, plan, digest: planDigest(raw as Record<string, unknown>) };
}
