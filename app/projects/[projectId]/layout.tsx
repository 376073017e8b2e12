import type { ReactNode } from "react";

import { ProjectNav } from "@/components/shell/project-nav";
import { isVendor } from "@/lib/auth/actor";
import { projectPage } from "@/lib/auth/page";
import { translations } from "@/lib/messages/server";

export default async function ProjectLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ projectId: string }>;
}) {
  const { projectId } = await params;
  const { actor, project } = await projectPage(projectId);
  const t = await translations("shell");
  return (
    <>
      {project.practice && (
        <p className="mb-4 rounded-md border border-warn bg-warn-soft px-4 py-2 text-sm font-medium text-warn">
          {t("practice")}
        </p>
      )}
      <p className="text-sm text-ink-soft">
        {project.customer} · {project.environment}
      </p>
      <ProjectNav projectId={projectId} vendor={isVendor(actor)} />
      {children}
    </>
  );
}
