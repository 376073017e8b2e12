import Link from "next/link";

import { CertificateDetails } from "@/components/sign-off/certificate-details";
import { CertificateFront } from "@/components/sign-off/certificate-front";
import { VoidNotice } from "@/components/sign-off/certificate-notices";
import { DownloadLink } from "@/components/ui/button";
import { PrintButton } from "@/components/ui/print-button";
import { orNotFound, projectPage } from "@/lib/auth/page";
import { wording } from "@/lib/certificate/wording";
import { getCertificate } from "@/lib/data/certificates";
import { currentLocale, pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("report", "title");

export default async function CertificatePage({ params }: { params: Promise<{ projectId: string; seq: string }> }) {
  const { projectId, seq } = await params;
  const { actor } = await projectPage(projectId);
  const certificate = await orNotFound(getCertificate(actor, projectId, Number(seq)));
  const t = await translations("signoff");
  const said = wording(await currentLocale(), actor.timeZone);
  const file = `/api/projects/${projectId}/certificates/${certificate.seq}`;
  return (
    <div className="max-w-4xl">
      <div className="mb-4 print:hidden">
        <p className="mb-3 text-sm">
          <Link href={`/projects/${projectId}/sign-off`}>← {t("back")}</Link>
        </p>
        <VoidNotice certificate={certificate} />
        <div className="flex flex-wrap gap-2">
          <DownloadLink look="primary" href={`${file}/pdf`}>
            {t("pdf")}
          </DownloadLink>
          <DownloadLink href={file}>{t("json")}</DownloadLink>
          <PrintButton>{t("print")}</PrintButton>
        </div>
      </div>
      <CertificateFront wording={said} certificate={certificate} />
      <CertificateDetails wording={said} content={certificate.content} />
    </div>
  );
}
