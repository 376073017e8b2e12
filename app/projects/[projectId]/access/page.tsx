import { ClientMessages } from "@/components/messages/client-messages";
import { AccessForms } from "@/components/people/access-forms";
import { NetworksForm } from "@/components/people/networks-form";
import { PageHeading } from "@/components/ui/page";
import { orNotFound, projectPage } from "@/lib/auth/page";
import { listAccess } from "@/lib/data/seats";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("access", "title");

export default async function AccessPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor, project } = await projectPage(projectId);
  const seats = await orNotFound(listAccess(actor, projectId));
  const manages = actor.role === "admin" || actor.role === "manager";
  const t = await translations("access");
  return (
    <div className="max-w-3xl">
      <PageHeading title={t("title")} lead={t("lead")} />
      <ClientMessages of={["access"]}>
        <AccessForms projectId={projectId} manages={manages} {...seats} />
        <h2 className="mt-8 mb-1 text-lg font-semibold">{t("networks")}</h2>
        <NetworksForm projectId={projectId} networks={project.allowedNetworks} />
      </ClientMessages>
    </div>
  );
}
