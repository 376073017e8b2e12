import type { ProposedRow } from "@/lib/requirements/policy-open-questions";

import type { Answers, MatrixRow } from "./answers";

export const DUTIES = ["deployment", "versionUpdate", "support"] as const;
export type Duty = (typeof DUTIES)[number];

/** A cell that another cell or another answer speaks against. `kind` says which rule. */
export interface MatrixContradiction {
  row: number;
  component: string;
  duty: Duty;
  kind: "minio-at-customer" | "elastic-elsewhere" | "support-apart";
}

const isObjectStore = (component: string) => /\b(s3|minio)\b|object stor/i.test(component);
const isElastic = (component: string) => /elastic/i.test(component);
const plain = (component: string) => component.trim().toLowerCase();

/** Cells that contradict the object storage's answer, the in-cluster Elastic Stack, or S183's rule on support. */
export function matrixContradictions(
  matrix: readonly Partial<MatrixRow>[],
  strategy: Answers["os.strategy"],
): MatrixContradiction[] {
  return matrix.flatMap((one, row) => {
    const component = one.component ?? "";
    const found = (duty: Duty, kind: MatrixContradiction["kind"]): MatrixContradiction => ({
      row,
      component,
      duty,
      kind,
    });
    if (strategy === "minio" && isObjectStore(component) && one.deployment === "customer")
      return [found("deployment", "minio-at-customer")];
    if (isElastic(component) && one.deployment !== undefined && one.deployment !== "SESTEK")
      return [found("deployment", "elastic-elsewhere")];
    if (one.deployment !== "SESTEK") return [];
    return (["versionUpdate", "support"] as const).flatMap((duty) =>
      one[duty] !== undefined && one[duty] !== "SESTEK" ? [found(duty, "support-apart")] : [],
    );
  });
}

/** Components with a cell that has no owner, and proposed components that no row names. */
export function openComponents(matrix: readonly Partial<MatrixRow>[], proposed: readonly ProposedRow[]): string[] {
  const named = new Set(matrix.map(({ component }) => plain(component ?? "")));
  return [
    ...matrix.filter((row) => DUTIES.some((duty) => row[duty] === undefined)).map(({ component }) => component ?? ""),
    ...proposed.map(({ component }) => component).filter((component) => !named.has(plain(component))),
  ];
}

/** The rows of the proposal that a matrix does not name yet. */
export function proposedRows(matrix: readonly Partial<MatrixRow>[], proposed: readonly ProposedRow[]): ProposedRow[] {
  const named = new Set(matrix.map(({ component }) => plain(component ?? "")));
  return proposed.filter(({ component }) => !named.has(plain(component)));
}

/** Who can agree. */
export type MatrixSide = "customer" | "sestek";

/** One agreement: `holds` is false once the matrix was changed after it. Times are ISO strings. */
export interface MatrixWordView {
  side: MatrixSide;
  person: string;
  at: string;
  holds: boolean;
}

export interface MatrixView {
  rows: MatrixRow[];
  /** What an agreement is bound to. */
  hash: string;
  agreedOn?: string;
  fileName?: string;
  installStart?: string;
  strategy?: Answers["os.strategy"];
  /** What SESTEK proposes for the components (D28). */
  proposed: ProposedRow[];
  /** Who changed the matrix last, and when. */
  changed?: { person: string; at: string };
  /** The last word of each side. */
  words: MatrixWordView[];
}
