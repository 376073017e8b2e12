import { translations } from "@/lib/messages/server";

import { roomsOf } from "./rooms";
import { Tabs } from "./tabs";

/** The rooms of one project. */
export async function ProjectNav({ projectId, vendor }: { projectId: string; vendor: boolean }) {
  const t = await translations("shell");
  const tabs = roomsOf(projectId, vendor).map(({ href, name, exact = false }) => ({ href, label: t(name), exact }));
  return <Tabs label={t("project")} tabs={tabs} />;
}
