import { madeFile } from "@/lib/actions/download";
import { route } from "@/lib/actions/route";
import { getCertificate } from "@/lib/data/certificates";

/** A certificate as JSON: the frozen content with its hash, and whether it is void. */
export const GET = route<{ projectId: string; seq: string }>(async (actor, _request, { projectId, seq }) => {
  const { content, hash, voided } = await getCertificate(actor, projectId, Number(seq));
  const body = JSON.stringify({ hash, ...(voided ? { voided } : {}), content }, null, 2);
  return madeFile(body, { name: `readiness-certificate-${content.seq}.json`, type: "application/json" });
});
