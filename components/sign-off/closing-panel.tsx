"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { closeProject, reopenProject } from "@/app/actions/sign-off";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";

/** How a project ended, as the data layer tells it. */
interface Closing {
  closed?: { at: string; by: string };
  secrets: number;
  purgeAt?: string;
  purgedAt?: string;
}

/** Closes a project or opens it again, and says what becomes of its secrets. */
export function ClosingPanel({
  projectId,
  closing,
  days,
  manages,
}: {
  projectId: string;
  closing: Closing;
  /** After how many days a closed project's secrets go. */
  days: number;
  manages: boolean;
}) {
  const t = useTranslations("signoff");
  const words = useTranslations("words");
  const router = useRouter();
  const [secrets, setSecrets] = useState<"at-once" | "later">("later");
  const [problem, setProblem] = useState("");
  const [busy, start] = useTransition();
  const act = (work: Promise<{ ok: boolean; message?: string }>) =>
    start(async () => {
      const answer = await work.catch(() => ({ ok: false, message: words("unreachable") }));
      setProblem(answer.ok ? "" : (answer.message ?? ""));
      router.refresh();
    });
  const { closed, purgeAt, purgedAt } = closing;
  const when = (iso: string) => ({ when: () => <Moment key="when" iso={iso} /> });
  return (
    <section aria-labelledby="closing" className="mt-12 max-w-3xl border-t border-line pt-6 print:hidden">
      <h2 id="closing" className="mb-1 text-lg font-semibold">
        {t("closing")}
      </h2>
      <p className="mb-3 text-ink-soft">{t("closing-lead")}</p>
      {problem && (
        <Notice tone="fail" role="alert" title={words("failed")}>
          <p>{problem}</p>
        </Notice>
      )}
      <p className="mb-3">
        {purgedAt
          ? t.rich("purged-at", when(purgedAt))
          : closed && purgeAt && closing.secrets > 0
            ? t.rich("purge-at", when(purgeAt))
            : t("closing-secrets", { count: closing.secrets })}
      </p>
      {!manages && <p className="text-ink-soft">{t("only-manager")}</p>}
      {manages && closed && (
        <>
          <p className="mb-3 text-sm text-ink-soft">{t("reopen-secrets")}</p>
          <Button disabled={busy} onClick={() => act(reopenProject({ projectId }))}>
            {t("reopen")}
          </Button>
        </>
      )}
      {manages && !closed && (
        <>
          <fieldset className="mb-3">
            <legend className="mb-1 font-medium">{t("when-secrets")}</legend>
            {(["later", "at-once"] as const).map((one) => (
              <label key={one} className="mr-6 inline-flex min-h-6 items-center gap-2">
                <input type="radio" name="secrets" checked={secrets === one} onChange={() => setSecrets(one)} />
                {one === "later" ? t("later", { days }) : t("at-once")}
              </label>
            ))}
          </fieldset>
          <Button look="danger" disabled={busy} onClick={() => act(closeProject({ projectId, secrets }))}>
            {t("close")}
          </Button>
        </>
      )}
      <p className="mt-4 text-sm text-ink-soft">{t("purge-truth")}</p>
    </section>
  );
}
