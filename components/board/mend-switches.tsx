"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";

import { mendPractice } from "@/app/actions/projects";
import { useTranslations } from "@/components/messages/provider";

/** Practice only: each typical mistake of the practice cluster can be mended, and brought back. */
export function MendSwitches({
  projectId,
  mistakes,
  left,
}: {
  projectId: string;
  mistakes: readonly { id: string; title: string; mend: string }[];
  left: readonly string[];
}) {
  const t = useTranslations("board");
  const router = useRouter();
  const [, start] = useTransition();
  const [shown, show] = useOptimistic(left);
  const change = (mistake: string, mended: boolean) =>
    start(async () => {
      show(mended ? shown.filter((one) => one !== mistake) : [...shown, mistake]);
      await mendPractice({ projectId, mistake, mended });
      router.refresh();
    });
  return (
    <section aria-labelledby="mend" className="mt-8">
      <h2 id="mend" className="mb-1 text-lg font-semibold">
        {t("mend-title")}
      </h2>
      <p className="mb-2 text-sm text-ink-soft">{t("mend-lead")}</p>
      <ul className="rounded-lg border border-line bg-card">
        {mistakes.map(({ id, title, mend }) => {
          const mended = !shown.includes(id);
          return (
            <li key={id} className="border-b border-line px-4 py-2 last:border-0">
              <label className="flex items-start gap-3">
                <input
                  type="checkbox"
                  className="mt-1 size-4.5 accent-[var(--accent)]"
                  checked={mended}
                  onChange={(event) => change(id, event.target.checked)}
                />
                <span>
                  {title}
                  <span className="block text-sm text-ink-soft">{mended ? t("mended") : t("mend", { how: mend })}</span>
                </span>
              </label>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
