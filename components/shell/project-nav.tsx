import { translations } from "@/lib/messages/server";

import { roomsOf } from "./rooms";
import { Tabs } from "./tabs";

/** The rooms of one project. */
export async function ProjectNav({ projectId, vendor }: { projectId: string; vendor: boolean }) {
  const t = await translations("shell");
  const tabs = roomsOf(projectId, vendor).map(({ name, ...room }) => ({ ...room, label: t(name) }));
  return <Tabs label={t("project")} tabs={tabs} />;
}
