import { download } from "@/lib/actions/download";
import { route } from "@/lib/actions/route";
import { commentFile } from "@/lib/data/comments";

/** A file of a comment: a download, never shown in place. */
export const GET = route<{ projectId: string; fileId: string }>(async (actor, _request, { projectId, fileId }) =>
  download(await commentFile(actor, projectId, fileId)),
);
