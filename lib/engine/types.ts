import type { Step } from "@/lib/checks/define-check";
import type { AnswerFieldId, FieldId } from "@/lib/intake/answers";
import type { ArtefactId } from "@/lib/requirements/types";
import type {
  GroupId,
  JudgedVerdict,
  Progress,
  ReasonCode,
  Severity,
  Vantage,
  Verdict,
  WhoActs,
} from "@/lib/requirements/vocabulary";

/** One thing seen, as recorded (catalogue 1.2). Times are ISO strings, `durationMs` milliseconds. */
export interface Observation {
  requirementId: string;
  target: string;
  vantage: Vantage;
  verdict: JudgedVerdict;
  reasonCode: ReasonCode;
  message: string;
  expected?: string;
  found?: string;
  evidence: Record<string, unknown>;
  /** How far a check of several steps came, in order. */
  steps?: Step[];
  /** Everything that it holds for, when that is more than one thing. */
  places?: string[];
  suggests?: { field: AnswerFieldId; value: unknown };
  /** The requirement whose failure kept this one from being looked at. */
  blockedBy?: string;
  observedAt: string;
  durationMs: number;
  runId?: string;
  /** The machine that looked, where that was not this application. */
  host?: string;
}

/** What to run: everything, one group, single requirements, or those not settled by the last look. */
export type RunScope =
  | { kind: "all" }
  | { kind: "group"; group: GroupId }
  | { kind: "only"; ids: string[] }
  | { kind: "failed"; ids: string[] };

/** One row of a plan: what will happen to a requirement in this run, decided from answers alone. */
export type PlanRow =
  | { requirementId: string; action: "run" }
  | { requirementId: string; action: "not-applicable"; because: string; field?: FieldId }
  | { requirementId: string; action: "waiting"; because: string; missing: FieldId[] }
  | { requirementId: string; action: "not-from-here"; because: string };

/** A person's word on a requirement (catalogue 1.9). */
export interface AttestationRecord {
  id: string;
  requirementId: string;
  statement: string;
  holds: boolean;
  person: string;
  role: string;
  note?: string;
  at: string;
  expiresAt: string;
  evidenceFile?: { name: string; size: number; sha256: string };
}

/** An accepted failure, or the acknowledgement of a warning-level one: a record, never a flag. */
export interface WaiverRecord {
  id: string;
  requirementId: string;
  reason: string;
  person: string;
  at: string;
  expiresAt: string;
}

export interface RowRemedy {
  summary: string;
  command?: string;
  artefact?: ArtefactId;
  /** Which file of the artefact, where it has several and this is not the first. */
  file?: string;
}

/** What one vantage says of a requirement, as the row shows it; one of them decides. */
export interface VantageView {
  vantage: Vantage;
  /** What was seen there, whatever it counts for. */
  verdict: JudgedVerdict;
  reasonCode: ReasonCode;
  /** What it counts for: could-not-tell when it is stale, or when another place must settle it. */
  counts: JudgedVerdict;
  observedAt: string;
  stale: boolean;
  /** The machine or the node that looked, where one is named. */
  host?: string;
  decides: boolean;
}

/** One row of the board: folded from observations, attestations and waivers. Crosses the wire as JSON. */
export interface BoardRow {
  id: string;
  group: GroupId;
  severity: Severity;
  statement: string;
  why: string;
  source: string;
  whoActs: WhoActs;
  /** undefined: nothing was ever observed or attested, and it applies. */
  verdict?: Verdict;
  reasonCode?: ReasonCode;
  /** One sentence under the statement; always present (for a row never run it says what is next). */
  message: string;
  progress: Progress;
  /** Filled while `waiting`: the answers that are missing. */
  missing: FieldId[];
  /** Filled when not applicable: the sentence with the answer that did it, and the field. */
  notApplicable?: { because: string; field?: FieldId };
  blockedBy?: string;
  /** Last verdict before it became stale. */
  stale?: { since: string; because: string; last: Verdict };
  vantage?: Vantage;
  /** Each vantage that has looked, in the order of `VANTAGES`; at most one decides. */
  views: VantageView[];
  /** Vantages that could still decide this requirement but have not looked. */
  openVantages: Vantage[];
  observedAt?: string;
  durationMs?: number;
  runSeq?: number;
  observations: Observation[];
  /** Links to the answers that change this row. */
  fields: FieldId[];
  remedy?: RowRemedy;
  attestation?: AttestationRecord;
  attestable?: { statement: string; by: "customer" | "manager" | "either"; expiresInDays: number };
  waiver?: WaiverRecord;
  /** The last waiver, when its day is over: the row counts again. */
  waiverEnded?: WaiverRecord;
  waivable: boolean;
  /** What a look from inside the cluster left there, when it could not remove it: named, with the command. */
  residue?: { objects: string[]; command: string };
  /** What the app's look writes when somebody agrees to it. */
  consent?: string;
  /** pass, warn, acknowledged, waived or not applicable: nothing left to do. */
  settled: boolean;
  /** Blocks sign-off right now. */
  blocks: boolean;
  /** The verdict differs from the one of the run before. */
  changed: boolean;
  /** Started at, while running: for "longest still running". */
  startedAt?: string;
  /** Who looks after it, until when, and how much was said about it. */
  work?: RowWork;
}

/** How many remarks stand there, and a number that rises with each one written or removed. */
export interface Talk {
  count: number;
  revision: number;
}

/** The work that people have with a row. */
export interface RowWork {
  assignee?: { kind: "person"; id: string; name: string } | { kind: "role"; role: WhoActs };
  /** Local day, YYYY-MM-DD. */
  dueOn?: string;
  /** When assignee and due day were last set: the next change says that it is based on this one. */
  setAt?: string;
  talk?: Talk;
  /** SESTEK's own remarks; never sent to a customer. */
  internalTalk?: Talk;
}

/** Counts and the readiness line of one project. */
export interface BoardSummary {
  ready: boolean;
  blocking: number;
  /** Of the blocking ones: those that were seen not to hold. */
  failing: number;
  /** Warning-level fails that nobody has acknowledged yet. */
  unacknowledged: number;
  notYetRun: number;
  waiting: number;
  applicable: number;
  settled: number;
  /** Rows that stand accepted by a waiver. */
  waived: number;
  counts: Record<Verdict, number>;
}

/** The run shown in the board's head, while one is queued or running, else the last one. */
export interface RunView {
  id: string;
  seq: number;
  status: "queued" | "running" | "done" | "cancelled" | "interrupted";
  planned: number;
  done: number;
  requestedBy: string;
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  cancelRequested: boolean;
}

/** The whole live checklist of one project at one revision. */
export interface Board {
  projectId: string;
  revision: number;
  rows: BoardRow[];
  summary: BoardSummary;
  run?: RunView;
  catalogueVersion: string;
}
