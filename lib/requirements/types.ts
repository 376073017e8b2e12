import type { Answers, FieldId, SecretFieldId } from "@/lib/intake/answers";

import type { Policy } from "./policy";
import type { GroupId, ReasonCode, Severity, Vantage, WhoActs } from "./vocabulary";

/** One side's agreement to the matrix as it stands: by whom, and on which local day. */
export interface AgreedBy {
  person: string;
  on: string;
}
export interface MatrixWords {
  customer?: AgreedBy;
  sestek?: AgreedBy;
  /** Somebody agreed to an earlier matrix, and it was changed since. */
  void: AgreedBy[];
}

/** What conditions, remedies and plans may look at: answers and which secrets are stored, never their values. */
export interface Facts {
  answers: Answers;
  secretsSet: ReadonlySet<SecretFieldId>;
  /** Secrets that stay with the customer and by which a look from there could log in. */
  provedElsewhere?: ReadonlySet<SecretFieldId>;
  policy: Policy;
  /** Who agreed to the responsibility matrix as it stands now; the command knows of none. */
  matrixWords?: MatrixWords;
  /** Local day of the judgement, `YYYY-MM-DD`; used by rules such as "10 days before the installation". */
  today: string;
}

/** Whether a requirement applies; when not, the answer that switched it off, in a full sentence. */
export type Applies = { applies: true } | { applies: false; because: string; field?: FieldId };

export const ARTEFACT_IDS = [
  "A1",
  "A2",
  "A3",
  "A4",
  "A5",
  "A6",
  "A7",
  "A8",
  "A9",
  "A10",
  "A11",
  "A12",
  "A13",
  "A14",
  "A15",
  "A16",
  "A17",
] as const;
export type ArtefactId = (typeof ARTEFACT_IDS)[number];

/** What to do about a failing requirement. `command` is ready to paste; values in it are quoted by an encoder. */
export interface Remedy {
  summary: string;
  command?: string;
  artefact?: ArtefactId;
  /** Which file of the artefact, where it has several and this is not the first. */
  file?: string;
}

/** The closed question a person answers by name (catalogue 1.9). */
export interface Attestation {
  statement: string;
  /** Who may attest: facts of the customer's estate, or SESTEK deliveries. */
  by: "customer" | "manager" | "either";
  expiresInDays: number;
  /** Whether the answers let the statement be true; without it nobody is asked. Undefined: they always do. */
  askable?: (facts: Facts) => boolean;
}

/** One demand of the catalogue, as data. Source of each: catalogue section 3, block of the same id. */
export interface Requirement {
  id: string;
  group: GroupId;
  severity: Severity;
  /** A true statement when it holds, such as "Kubernetes is between 1.22 and 1.34". */
  statement: string;
  /** The same with the numbers in force, where the policy or a decision of SESTEK may change them. */
  statementFor?: (facts: Pick<Facts, "policy">) => string;
  /** Why it matters for the installation, in one or two plain sentences. */
  why: string;
  /** Heading of the vendor's text the demand comes from, and its lines, or "derived". */
  source: { heading: string; lines: string; derived: boolean };
  vantages: readonly Vantage[];
  whoActs: WhoActs;
  applies: (facts: Facts) => Applies;
  /** Answers the verdict cites: an edit of one makes the result stale. */
  fields: readonly FieldId[];
  /** Answers without which the app's check cannot run: named in the waiting state; of a list, any one. */
  needs: readonly (FieldId | readonly FieldId[])[];
  /** Requirements that must be pass or warn (as the same vantage saw them in this run) before this runs. */
  after: readonly string[];
  /**
   * What the app's view may settle: everything, only what is wrong, or nothing, where only a worker or
   * the terminal server can prove it. What it saw is always shown.
   */
  fromApp: "decides" | "faults" | "hint";
  /**
   * What a probe pod may settle: everything, before the app (the usual), or its own half only, such as the
   * way to a service whose account somebody else must prove: then its pass counts beside theirs, never alone.
   */
  fromCluster: "decides" | "completes";
  /** What it is when the workers and the terminal server see opposite things; else the worse of both. */
  divided?: "warn";
  /** Reasons of a cause that do not keep this one from being looked at: it names them itself, and better. */
  despite: readonly ReasonCode[];
  /** True when the app's check decides from answers alone and contacts nothing. */
  pure?: boolean;
  /** True when it asks only whether answers are there: to test one of them, it is not run. */
  rollUp?: boolean;
  remedy: (facts: Facts) => Remedy;
  /** Special advice for one reason code, used before `remedy`. */
  remedyFor?: Partial<Record<ReasonCode, (facts: Facts) => Remedy>>;
  attestation?: Attestation;
  /** False for requirements that must not be waived. */
  waivable: boolean;
  /** What a look from that vantage writes at the customer's, for which somebody must agree (catalogue 1.8). */
  consent?: { by: Vantage; writes: string };
}
