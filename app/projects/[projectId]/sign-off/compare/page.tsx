import { notFound } from "next/navigation";

import { CompareForm } from "@/components/sign-off/certificate-list";
import { Differences } from "@/components/sign-off/differences";
import { PageHeading } from "@/components/ui/page";
import { orNotFound, projectPage } from "@/lib/auth/page";
import { compareContents } from "@/lib/certificate/compare";
import { wording } from "@/lib/certificate/wording";
import { contentNow, getCertificate, listCertificates } from "@/lib/data/certificates";
import { currentLocale, pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("signoff", "compare-title");

export default async function ComparePage({
  params,
  searchParams,
}: {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ from?: string | string[]; to?: string | string[] }>;
}) {
  const [{ projectId }, { from, to = "now" }] = await Promise.all([params, searchParams]);
  if (typeof from !== "string" || typeof to !== "string") notFound();
  const { actor } = await projectPage(projectId);
  const content = (seq: string) =>
    orNotFound(getCertificate(actor, projectId, Number(seq))).then((certificate) => certificate.content);
  const [before, after, certificates, t] = await Promise.all([
    content(from),
    to === "now" ? contentNow(actor, projectId) : content(to),
    listCertificates(actor, projectId),
    translations("signoff"),
  ]);
  const target = to === "now" ? t("compare-to-now") : t("compare-to-certificate", { seq: after.seq });
  return (
    <div className="max-w-4xl">
      <PageHeading
        back={{ href: `/projects/${projectId}/sign-off`, label: t("back") }}
        title={t("compare-title")}
        lead={t("compare-lead", { from: before.seq, to: target })}
      />
      <Differences
        comparison={compareContents(before, after)}
        wording={wording(await currentLocale(), actor.timeZone)}
      />
      <CompareForm projectId={projectId} seqs={certificates.map(({ seq }) => seq)} from={before.seq} to={to} />
    </div>
  );
}
