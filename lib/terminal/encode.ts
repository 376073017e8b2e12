import { powershellAscii, sh } from "@/lib/artefacts/quote";

/** A value of a generated script: texts, numbers, and lists of named texts. */
export type PlanValue = string | number | readonly Readonly<Record<string, string | number>>[];
export type PlanValues = Readonly<Record<string, PlanValue>>;

const one = (value: string | number) =>
  typeof value === "number" ? String(Math.trunc(value)) : powershellAscii(value);

/** The plan as a PowerShell table. Keys are ours; every value goes through the encoder. */
export function powershellPlan(values: PlanValues): string {
  const lines = Object.entries(values).map(([key, value]) => {
    if (typeof value !== "object") return `  ${key} = ${one(value)}`;
    if (value.length === 0) return `  ${key} = @()`;
    const rows = value.map(
      (row) =>
        `    @{ ${Object.entries(row)
          .map(([name, cell]) => `${name} = ${one(cell)}`)
          .join("; ")} }`,
    );
    return `  ${key} = @(\n${rows.join(",\n")}\n  )`;
  });
  return `$Plan = @{\n${lines.join("\n")}\n}`;
}

/** The plan as assignments of a POSIX shell; a list becomes one function that calls `$1` for every row. */
export function shellPlan(values: PlanValues): string {
  return Object.entries(values)
    .map(([key, value]) => {
      if (typeof value !== "object") return `PLAN_${key}=${sh(String(value))}`;
      const rows = value.map(
        (row) =>
          `  "$1" ${Object.values(row)
            .map((cell) => sh(String(cell)))
            .join(" ")}`,
      );
      return `each_${key}() {\n${rows.length > 0 ? rows.join("\n") : "  :"}\n}`;
    })
    .join("\n");
}

/** A text in a comment of an ASCII-only file: letters lose their marks, what is left becomes a question mark. */
export function asciiComment(text: string): string {
  return text
    .replaceAll("\u0131", "i")
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/[\r\n]+/g, " ")
    .replaceAll(/[^ -~]/g, "?");
}
