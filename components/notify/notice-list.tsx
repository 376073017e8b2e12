"use client";

import Link from "next/link";

import { markRead } from "@/app/actions/notifications";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import { useAct } from "@/components/ui/use-act";

interface Entry {
  id: string;
  at: string;
  read: boolean;
  sentence: string;
  href: string;
  project?: string;
}

/** What a person is told, newest first; a word marks what is new. */
export function NoticeList({ entries }: { entries: readonly Entry[] }) {
  const t = useTranslations("notifications");
  const { act, busy, problem } = useAct();
  const read = (id?: string) => act(() => markRead(id ? { id } : {}));
  return (
    <>
      {entries.some((entry) => !entry.read) && (
        <p className="mb-3">
          <Button disabled={busy} onClick={() => read()}>
            {t("read-all")}
          </Button>
        </p>
      )}
      {problem && (
        <p role="alert" className="mb-3 text-fail">
          {problem.message}
        </p>
      )}
      <ul className="rounded-lg border border-line bg-card">
        {entries.map(({ id, at, read: seen, sentence, href, project }) => (
          <li
            key={id}
            className="flex flex-wrap items-start justify-between sm:flex-nowrap gap-x-6 gap-y-1 border-b border-line px-4 py-3 last:border-0"
          >
            <div className="min-w-0">
              <p className={seen ? "" : "font-medium"}>
                {!seen && <span className="mr-2 rounded bg-accent-soft px-1.5 text-sm text-accent">{t("new")}</span>}
                <Link href={href} onClick={() => !seen && void markRead({ id })}>
                  {sentence}
                </Link>
              </p>
              <p className="text-sm text-ink-soft">
                {project && `${project} · `}
                <Moment iso={at} />
              </p>
            </div>
            {!seen && (
              <Button look="quiet" className="whitespace-nowrap" disabled={busy} onClick={() => read(id)}>
                {t("read")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
