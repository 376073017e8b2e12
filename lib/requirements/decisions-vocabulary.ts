/** One value of a decision: what it is called, how it is entered, and where it stands in the policy. */
export interface Part {
  key: string;
  label: string;
  kind: "number" | "text" | "choice" | "choices" | "numbers" | "lines" | "matrix";
  options?: readonly { value: string; label: string }[];
  /** May be left empty: then the policy says nothing of it. */
  optional?: boolean;
  /** Path in the policy. */
  at: readonly string[];
}

/** Something that the vendor's text leaves open or says twice, and what is proposed until SESTEK decides. */
export interface ReasonedDecision {
  /** D1 ... D40 */
  id: string;
  title: string;
  /** What is wrong or missing. */
  missing: string;
  /** What holds until somebody of SESTEK confirms or changes it. */
  proposal: string;
  /** The requirements whose verdict or file depends on it. */
  requirements: readonly string[];
  /** Empty for a decision that is only confirmed, with a note. */
  parts: readonly Part[];
}

/** One open question with what holds now. `confirmed` is missing until somebody of SESTEK decided. */
export type DecisionView = ReasonedDecision & {
  /** By the keys of its parts, as checks use it now. */
  value: Record<string, unknown>;
  /** What would hold without any decision. */
  proposed: Record<string, unknown>;
  confirmed?: { person: string; at: string; note?: string };
};
