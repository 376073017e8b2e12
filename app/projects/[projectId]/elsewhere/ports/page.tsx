import { PortsTable } from "@/components/elsewhere/ports-table";
import { ClientMessages } from "@/components/messages/client-messages";
import { PageHeading } from "@/components/ui/page";
import { projectPage } from "@/lib/auth/page";
import { columnsOf } from "@/lib/cluster/ports-matrix";
import { getFacts } from "@/lib/data/answers";
import { getBoard } from "@/lib/data/board";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("ports", "title");

export default async function PortsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor } = await projectPage(projectId);
  const [board, { facts }, t] = await Promise.all([
    getBoard(actor, projectId),
    getFacts(actor, projectId),
    translations("ports"),
  ]);
  return (
    <>
      <PageHeading
        title={t("heading")}
        lead={t("lead")}
        back={{ href: `/projects/${projectId}/elsewhere`, label: t("back") }}
      />
      <ClientMessages of={["ports", "board"]}>
        <PortsTable first={board} columns={columnsOf(facts.answers)} />
      </ClientMessages>
    </>
  );
}
