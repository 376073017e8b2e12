import { notFound } from "next/navigation";

import { NewProjectForm } from "@/components/people/entry-forms";
import { PageHeading } from "@/components/ui/page";
import { requireActor } from "@/lib/auth/session";

export const metadata = { title: "New project" };

export default async function NewProjectPage() {
  const actor = await requireActor("/projects/new");
  if (actor.role !== "admin" && actor.role !== "manager") notFound();
  return (
    <div className="max-w-md">
      <PageHeading
        title="New project"
        back={{ href: "/projects", label: "Projects" }}
        lead="One project is one installation for one customer into one environment."
      />
      <NewProjectForm />
    </div>
  );
}
