import { translations } from "@/lib/messages/server";

import { type Tab, Tabs } from "./tabs";

/** The rooms of one project. */
export async function ProjectNav({ projectId, vendor }: { projectId: string; vendor: boolean }) {
  const t = await translations("shell");
  const home = `/projects/${projectId}`;
  const tabs: Tab[] = [
    { href: home, label: t("nav-overview"), exact: true },
    { href: `${home}/intake/check`, label: t("nav-answers") },
    { href: `${home}/checklist`, label: t("nav-checklist") },
    { href: `${home}/next`, label: t("nav-next") },
    { href: `${home}/elsewhere`, label: t("nav-elsewhere") },
    { href: `${home}/responsibility`, label: t("nav-responsibility") },
    { href: `${home}/files`, label: t("nav-files") },
    { href: `${home}/runs`, label: t("nav-history") },
    { href: `${home}/sign-off`, label: t("nav-sign-off") },
    ...(vendor ? [{ href: `${home}/access`, label: t("nav-access") }] : []),
  ];
  return <Tabs label={t("project")} tabs={tabs} />;
}
