import { notFound } from "next/navigation";
import type { ReactNode } from "react";

import { type Tab, Tabs } from "@/components/shell/tabs";
import { isVendor } from "@/lib/auth/actor";
import { requireActor } from "@/lib/auth/session";
import { translations } from "@/lib/messages/server";

export default async function AdministrationLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor("/administration");
  if (!isVendor(actor)) notFound();
  const t = await translations("shell");
  const admin = actor.role === "admin";
  const tabs: Tab[] = [
    ...(admin ? [{ href: "/administration/people", label: t("admin-people") }] : []),
    { href: "/administration/products", label: t("admin-products") },
    { href: "/administration/decisions", label: t("admin-decisions") },
    ...(admin
      ? [
          { href: "/administration/notifications", label: t("admin-notifications") },
          { href: "/administration/audit", label: t("admin-audit") },
        ]
      : []),
  ];
  return (
    <>
      <Tabs label={t("administration")} tabs={tabs} />
      {children}
    </>
  );
}
