"use client";

import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { INPUT } from "@/components/ui/field";
import { ScrollBox } from "@/components/ui/scroll-box";
import type { MatrixRow, Owner } from "@/lib/intake/answers";
import { DUTIES, type MatrixContradiction } from "@/lib/intake/matrix";
import { OWNERS } from "@/lib/requirements/policy-open-questions";

export type EditedRow = Partial<MatrixRow>;
type Change = (rows: EditedRow[], options?: { now?: boolean }) => void;

/** A row with one cell changed; an emptied cell is left out. */
function withCell(row: EditedRow, key: keyof MatrixRow, value: string): EditedRow {
  const { [key]: _old, ...others } = row;
  return value === "" ? others : { ...others, [key]: value };
}

/** Components with their owners, edited in place. What a cell contradicts is said below it. */
export function OwnerTable({
  id,
  rows,
  notes = false,
  contradictions = [],
  onChange,
}: {
  id: string;
  rows: readonly EditedRow[];
  /** With a column for notes. */
  notes?: boolean;
  contradictions?: readonly MatrixContradiction[];
  onChange: Change;
}) {
  const t = useTranslations("responsibility");
  const columns = ["component", ...DUTIES, ...(notes ? (["note"] as const) : [])] as const;
  const change = (at: number, key: keyof MatrixRow, value: string, now = false) =>
    onChange(
      rows.map((row, place) => (place === at ? withCell(row, key, value) : row)),
      { now },
    );
  return (
    <>
      <ScrollBox label={t("table")}>
        <table className="w-full min-w-3xl border-collapse text-left">
          <thead>
            <tr className="border-b border-line text-sm text-ink-soft">
              {columns.map((column) => (
                <th key={column} scope="col" className="py-1.5 pr-3 font-medium">
                  {t(column)}
                  {column === "note" && <span className="font-normal"> {t("optional")}</span>}
                </th>
              ))}
              <td className="print:hidden" />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => {
              const name = row.component || t("this-row", { row: at + 1 });
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
                <tr key={at} className="border-b border-line align-top">
                  <td className="min-w-56 py-2 pr-3">
                    <input
                      id={`${id}-${at}-component`}
                      aria-label={t("component-of-row", { row: at + 1 })}
                      className={classNames(INPUT, "print:hidden")}
                      value={row.component ?? ""}
                      autoComplete="off"
                      onChange={(event) => change(at, "component", event.target.value)}
                    />
                    <span className="hidden print:inline">{row.component}</span>
                  </td>
                  {DUTIES.map((duty) => {
                    const wrong = contradictions.find((one) => one.row === at && one.duty === duty);
                    const cell = `${id}-${at}-${duty}`;
                    return (
                      <td key={duty} className="w-44 min-w-32 py-2 pr-3">
                        <select
                          id={cell}
                          aria-label={t("cell", { column: t(duty), component: name })}
                          aria-describedby={wrong ? `${cell}-note` : undefined}
                          className={classNames(
                            INPUT,
                            "print:hidden",
                            wrong && "border-2 border-warn!",
                            row[duty] === undefined && "border-dashed",
                          )}
                          value={row[duty] ?? ""}
                          onChange={(event) => change(at, duty, event.target.value as Owner, true)}
                        >
                          <option value="">{t("choose")}</option>
                          {OWNERS.map((owner) => (
                            <option key={owner} value={owner}>
                              {t(owner)}
                            </option>
                          ))}
                        </select>
                        <span className="hidden print:inline">{row[duty] ? t(row[duty]) : "–"}</span>
                        {wrong && (
                          <p id={`${cell}-note`} className="mt-1 text-sm font-medium text-warn">
                            <span aria-hidden="true">! </span>
                            {t(wrong.kind)}
                          </p>
                        )}
                      </td>
                    );
                  })}
                  {notes && (
                    <td className="min-w-40 py-2 pr-3">
                      <input
                        aria-label={t("cell", { column: t("note"), component: name })}
                        className={classNames(INPUT, "print:hidden")}
                        value={row.note ?? ""}
                        autoComplete="off"
                        onChange={(event) => change(at, "note", event.target.value)}
                      />
                      <span className="hidden print:inline">{row.note}</span>
                    </td>
                  )}
                  <td className="py-2 print:hidden">
                    <Button
                      look="quiet"
                      aria-label={t("remove-row", { component: name })}
                      onClick={() =>
                        onChange(
                          rows.filter((_, place) => place !== at),
                          { now: true },
                        )
                      }
                    >
                      {t("remove")}
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollBox>
      <Button className="mt-2 print:hidden" onClick={() => onChange([...rows, {}])}>
        {t("add")}
      </Button>
    </>
  );
}
