import { AccessForms } from "@/components/people/access-forms";
import { PageHeading } from "@/components/ui/page";
import { orNotFound, projectPage } from "@/lib/auth/page";
import { listAccess } from "@/lib/data/links";

export const metadata = { title: "Access" };

export default async function AccessPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor, project } = await projectPage(projectId);
  const { members, invitations } = await orNotFound(listAccess(actor, projectId));
  const manages = actor.role === "admin" || actor.role === "manager";
  return (
    <div className="max-w-3xl">
      <PageHeading
        title="Access"
        lead="Who of the customer sees this project, and which of the customer's networks the checks may reach."
      />
      <AccessForms
        projectId={projectId}
        members={members}
        invitations={invitations}
        networks={project.allowedNetworks}
        manages={manages}
      />
    </div>
  );
}
