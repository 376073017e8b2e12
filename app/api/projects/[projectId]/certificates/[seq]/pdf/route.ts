import { madeFile } from "@/lib/actions/download";
import { route } from "@/lib/actions/route";
import { certificatePdf } from "@/lib/certificate/pdf/render";
import { wording } from "@/lib/certificate/wording";
import { getCertificate } from "@/lib/data/certificates";
import { currentLocale } from "@/lib/messages/server";

/** A certificate as a tagged PDF, in the reader's language and zone. */
export const GET = route<{ projectId: string; seq: string }>(async (actor, _request, { projectId, seq }) => {
  const certificate = await getCertificate(actor, projectId, Number(seq));
  const pdf = await certificatePdf(certificate, wording(await currentLocale(), actor.timeZone));
  return madeFile(new Uint8Array(pdf), {
    name: `readiness-certificate-${certificate.seq}.pdf`,
    type: "application/pdf",
  });
});
