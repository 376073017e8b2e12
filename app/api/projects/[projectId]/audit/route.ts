import { auditDownload } from "@/lib/actions/audit-download";
import { route } from "@/lib/actions/route";

/** The audit log of one project as CSV or JSON lines, for SESTEK's people. */
export const GET = route<{ projectId: string }>((actor, request, { projectId }) =>
  auditDownload(actor, request, { projectId }),
);
