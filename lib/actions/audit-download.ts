import "server-only";

import { EXPORT_FORMATS, EXPORT_TYPE, type ExportFormat, exportHead, exportLines } from "@/lib/audit/export";
import { readAuditQuery } from "@/lib/audit/query";
import type { Actor } from "@/lib/auth/actor";
import { type AuditScope, exportAudit } from "@/lib/data/audit-log";

/**
 * The log that the address asks for as a file, written while it is read: the first part at once, the next when the
 * reader has taken it.
 */
export async function auditDownload(actor: Actor, request: Request, scope: AuditScope): Promise<Response> {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const format: ExportFormat = EXPORT_FORMATS.find((one) => one === params.format) ?? "csv";
  const parts = await exportAudit(actor, readAuditQuery(params), scope);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(exportHead(format)));
    },
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(exportLines(format, value)));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      "content-type": EXPORT_TYPE[format],
      "content-disposition": `attachment; filename="audit-log.${format}"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}
