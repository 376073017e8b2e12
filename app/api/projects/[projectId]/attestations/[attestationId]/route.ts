import { route } from "@/lib/actions/route";
import { evidenceFile } from "@/lib/data/attestations";

/** The evidence file of an attestation: a download, never shown in place. */
export const GET = route<{ projectId: string; attestationId: string }>(
  async (actor, _request, { projectId, attestationId }) => {
    const { name, bytes } = await evidenceFile(actor, projectId, attestationId);
    return new Response(bytes, {
      headers: {
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename="${name.replaceAll('"', "")}"`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox; default-src 'none'",
        "cache-control": "no-store",
      },
    });
  },
);
