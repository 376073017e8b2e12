"use client";

import { useState } from "react";

import { chooseNotices } from "@/app/actions/notifications";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { INPUT } from "@/components/ui/field";
import { ScrollBox } from "@/components/ui/scroll-box";
import { useAct } from "@/components/ui/use-act";
import { type Choices, KINDS, MAIL, type Mail } from "@/lib/notify/kinds";

import { kindKey } from "./kind-key";

/** What one is told: one row a kind, in the application and by mail. */
export function ChoicesForm({ first, mailing }: { first: Choices; mailing: boolean }) {
  const t = useTranslations("notifications");
  const [choices, setChoices] = useState(first);
  const [saved, setSaved] = useState(false);
  const { act, busy, problem } = useAct();
  const change = (next: Choices) => {
    setSaved(false);
    setChoices(next);
  };
  return (
    <form
      className="mb-10"
      onSubmit={(event) => {
        event.preventDefault();
        act(
          () => chooseNotices({ choices }),
          () => setSaved(true),
        );
      }}
    >
      {!mailing && <p className="mb-3 text-sm text-warn">{t("no-mail")}</p>}
      <ScrollBox label={t("choose-title")} className="mb-4 rounded-lg border border-line bg-card">
        <table className="w-full text-left">
          <thead className="border-b border-line text-sm text-ink-soft">
            <tr>
              {(["what", "in-app", "by-mail"] as const).map((key) => (
                <th key={key} scope="col" className="px-2 py-2 font-medium sm:px-4">
                  {t(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {KINDS.map((kind) => {
              const name = t(kindKey(kind));
              return (
                <tr key={kind} className="border-b border-line last:border-0">
                  <th scope="row" className="px-2 py-2 font-normal sm:px-4">
                    {name}
                  </th>
                  <td className="px-2 py-2 sm:px-4">
                    <input
                      type="checkbox"
                      aria-label={t("app-of", { kind: name })}
                      className="size-5 accent-[var(--accent)]"
                      checked={choices[kind].app}
                      onChange={(event) =>
                        change({ ...choices, [kind]: { ...choices[kind], app: event.target.checked } })
                      }
                    />
                  </td>
                  <td className="px-2 py-2 sm:px-4">
                    <select
                      aria-label={t("mail-of", { kind: name })}
                      className={`${INPUT} min-w-36`}
                      value={choices[kind].mail}
                      onChange={(event) =>
                        change({ ...choices, [kind]: { ...choices[kind], mail: event.target.value as Mail } })
                      }
                    >
                      {MAIL.map((one) => (
                        <option key={one} value={one}>
                          {t(`mail-${one}`)}
                        </option>
                      ))}
                    </select>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollBox>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={busy}>
          {t("save")}
        </Button>
        {saved && <span role="status">{t("saved")}</span>}
        {problem && (
          <span role="alert" className="text-sm font-medium text-fail">
            {problem.message}
          </span>
        )}
      </div>
    </form>
  );
}
