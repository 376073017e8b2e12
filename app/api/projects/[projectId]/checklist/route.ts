import { madeFile } from "@/lib/actions/download";
import { route } from "@/lib/actions/route";
import { checklistCsv } from "@/lib/certificate/checklist-csv";
import { getBoard } from "@/lib/data/board";
import { currentLocale } from "@/lib/messages/server";
import { boardIn } from "@/lib/sentences/board";
import { readersSay } from "@/lib/sentences/server";

/** The checklist as it is now, as CSV for spreadsheets. */
export const GET = route<{ projectId: string }>(async (actor, _request, { projectId }) => {
  const board = boardIn(await readersSay(), await getBoard(actor, projectId));
  return madeFile(checklistCsv(board.rows, await currentLocale()), { name: "checklist.csv", type: "text/csv" });
});
