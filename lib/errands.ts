/** What may be sent out to look from elsewhere. */
export const ERRAND_KINDS = ["terminal", "license", "cluster", "offline", "database"] as const;
export type ErrandKind = (typeof ERRAND_KINDS)[number];

/** What became of a result: what was taken and what was not, each with its reason; or why all of it was refused. */
export interface ErrandOutcome {
  at: string;
  /** Requirements that were judged. */
  taken?: number;
  refused?: { item: number; about: string; because: string }[];
  notes?: string[];
  /** Set when the whole result was refused. */
  because?: string;
}

/** One errand as pages show it. Times are ISO strings. */
export interface ErrandView {
  id: string;
  kind: ErrandKind;
  state: "waiting" | "taken" | "refused" | "revoked" | "expired";
  by: string;
  at: string;
  expiresAt: string;
  takenAt?: string;
  host?: string;
  outcome?: ErrandOutcome;
}
