import Papa from "papaparse";

import { route } from "@/lib/actions/route";
import { getMatrix } from "@/lib/data/matrix";
import { DUTIES } from "@/lib/intake/matrix";
import { translations } from "@/lib/messages/server";

/** The responsibility matrix for a spreadsheet: marked as UTF-8, and no cell can begin a formula. */
export const GET = route<{ projectId: string }>(async (actor, _request, { projectId }) => {
  const { rows } = await getMatrix(actor, projectId);
  const t = await translations("responsibility");
  const fields = ["component", ...DUTIES, "note"] as const;
  const text = Papa.unparse(
    {
      fields: fields.map((field) => t(field)),
      data: rows.map((row) => [
        row.component,
        ...DUTIES.map((duty) => (row[duty] ? t(row[duty]) : "")),
        row.note ?? "",
      ]),
    },
    { escapeFormulae: true },
  );
  return new Response(`\uFEFF${text}\r\n`, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="responsibility.csv"',
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
});
