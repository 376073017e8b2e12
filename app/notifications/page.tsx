import Link from "next/link";

import { ClientMessages } from "@/components/messages/client-messages";
import { NoticeList } from "@/components/notify/notice-list";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState, PageHeading } from "@/components/ui/page";
import { requireActor } from "@/lib/auth/session";
import { listNotifications } from "@/lib/data/notifications";
import { currentLocale, pageTitle, translations } from "@/lib/messages/server";
import { noticePath, noticeSentence } from "@/lib/notify/sentence";

export const generateMetadata = () => pageTitle("notifications", "title");

export default async function NotificationsPage({ searchParams }: { searchParams: Promise<{ before?: string }> }) {
  const actor = await requireActor("/notifications");
  const { before } = await searchParams;
  const [{ notices, next }, t, locale] = await Promise.all([
    listNotifications(actor, before),
    translations("notifications"),
    currentLocale(),
  ]);
  const entries = notices.map((notice) => ({
    id: notice.id,
    at: notice.at,
    read: notice.read,
    sentence: noticeSentence(notice, locale),
    href: noticePath(notice),
    ...(notice.project ? { project: notice.project.name } : {}),
  }));
  return (
    <div className="max-w-4xl">
      <PageHeading
        title={t("title")}
        lead={t("lead")}
        action={<ButtonLink href="/account#messages">{t("choices")}</ButtonLink>}
      />
      {entries.length === 0 ? (
        <EmptyState title={t("empty")}>
          <p>{t("empty-lead")}</p>
        </EmptyState>
      ) : (
        <ClientMessages of={["notifications"]}>
          <NoticeList entries={entries} />
        </ClientMessages>
      )}
      {next && (
        <p className="mt-4">
          <Link href={`/notifications?before=${next}`}>{t("older")}</Link>
        </p>
      )}
    </div>
  );
}
