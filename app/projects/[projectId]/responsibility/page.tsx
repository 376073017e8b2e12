import { ClientMessages } from "@/components/messages/client-messages";
import { ClientSentences } from "@/components/messages/client-sentences";
import { MatrixEditor } from "@/components/responsibility/matrix-editor";
import { DownloadLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";
import { PrintButton } from "@/components/ui/print-button";
import { projectPage } from "@/lib/auth/page";
import { getAnswers } from "@/lib/data/answers";
import { getMatrix, sideOf } from "@/lib/data/matrix";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("responsibility", "title");

export default async function ResponsibilityPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor } = await projectPage(projectId);
  const [matrix, answers, t] = await Promise.all([
    getMatrix(actor, projectId),
    getAnswers(actor, projectId),
    translations("responsibility"),
  ]);
  return (
    <ClientMessages of={["responsibility", "intake"]}>
      <PageHeading
        title={t("title")}
        lead={t("lead")}
        action={
          <div className="flex flex-wrap gap-2 print:hidden">
            <DownloadLink href={`/api/projects/${projectId}/responsibility`}>{t("csv")}</DownloadLink>
            <PrintButton>{t("print")}</PrintButton>
          </div>
        }
      />
      <ClientSentences of={["intake", "words", "application"]}>
        <MatrixEditor
          projectId={projectId}
          matrix={matrix}
          side={sideOf(actor)}
          revisions={{
            "resp.matrix": answers["resp.matrix"]?.revision ?? 0,
            "resp.agreedOn": answers["resp.agreedOn"]?.revision ?? 0,
          }}
        />
      </ClientSentences>
    </ClientMessages>
  );
}
