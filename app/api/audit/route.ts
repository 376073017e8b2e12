import { auditDownload } from "@/lib/actions/audit-download";
import { route } from "@/lib/actions/route";

/** The audit log as CSV or JSON lines, for administrators. */
export const GET = route<Record<string, never>>((actor, request) => auditDownload(actor, request, {}));
