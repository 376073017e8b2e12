import { download } from "@/lib/actions/download";
import { route } from "@/lib/actions/route";
import { evidenceFile } from "@/lib/data/attestations";

/** The evidence file of an attestation: a download, never shown in place. */
export const GET = route<{ projectId: string; attestationId: string }>(
  async (actor, _request, { projectId, attestationId }) =>
    download(await evidenceFile(actor, projectId, attestationId)),
);
