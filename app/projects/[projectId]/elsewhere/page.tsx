import { ClusterSection } from "@/components/elsewhere/cluster-section";
import { NextStep } from "@/components/elsewhere/next-step";
import { OfflineSection } from "@/components/elsewhere/offline-section";
import { TerminalSection } from "@/components/elsewhere/terminal-section";
import { PageHeading } from "@/components/ui/page";
import { generateArtefact } from "@/lib/artefacts/generate";
import { projectPage } from "@/lib/auth/page";
import { getArtefactInput } from "@/lib/data/artefact-input";
import { clusterParts } from "@/lib/data/cluster-runs";
import { listErrands } from "@/lib/data/errands";
import { pageTitle, translations } from "@/lib/messages/server";

const LOOK = "database-look.sql";

export const generateMetadata = () => pageTitle("elsewhere", "title");

export default async function ElsewherePage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor } = await projectPage(projectId);
  const t = await translations("elsewhere");
  const [input, errands, cluster, files, plans] = await Promise.all([
    getArtefactInput(actor, projectId),
    listErrands(actor, projectId, ["terminal", "license", "database"]),
    clusterParts(actor, projectId),
    listErrands(actor, projectId, ["cluster"]),
    listErrands(actor, projectId, ["offline"]),
  ]);
  const { facts } = input;
  const look = generateArtefact("A14", input).some(({ path }) => path === LOOK);
  return (
    <div className="max-w-6xl space-y-10">
      <PageHeading title={t("heading")} lead={t("lead")} />
      <NextStep>
        <TerminalSection
          projectId={projectId}
          os={facts.answers["ts.os"]}
          errands={errands}
          databaseLook={look ? LOOK : undefined}
        />
        <ClusterSection projectId={projectId} {...cluster} errands={files} />
        <OfflineSection projectId={projectId} answers={facts.answers} errands={plans} />
      </NextStep>
    </div>
  );
}
