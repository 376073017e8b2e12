import { notFound } from "next/navigation";

import { ClientMessages } from "@/components/messages/client-messages";
import { NewProjectForm } from "@/components/people/entry-forms";
import { PageHeading } from "@/components/ui/page";
import { requireActor } from "@/lib/auth/session";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("projects", "new");

export default async function NewProjectPage() {
  const actor = await requireActor("/projects/new");
  if (actor.role !== "admin" && actor.role !== "manager") notFound();
  const t = await translations("projects");
  return (
    <div className="max-w-md">
      <PageHeading title={t("new")} back={{ href: "/projects", label: t("title") }} lead={t("new-lead")} />
      <ClientMessages of={["projects"]}>
        <NewProjectForm />
      </ClientMessages>
    </div>
  );
}
