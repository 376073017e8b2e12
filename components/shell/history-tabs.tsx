import { translations } from "@/lib/messages/server";

import { Tabs } from "./tabs";

/** The two sides of a project's history: what was run, and what people changed. */
export async function HistoryTabs({ projectId }: { projectId: string }) {
  const t = await translations("audit");
  const runs = `/projects/${projectId}/runs`;
  return (
    <Tabs
      label={t("tabs")}
      tabs={[
        { href: runs, label: t("tab-runs"), exact: true },
        { href: `${runs}/changes`, label: t("tab-changes") },
      ]}
    />
  );
}
