"use client";

import { useEffect, useState } from "react";

import { handOutScript } from "@/app/actions/errands";
import { useTranslations } from "@/components/messages/provider";
import { Button, DownloadLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { useAct } from "@/components/ui/use-act";

import { useNextStep } from "./next-step";

interface Handed {
  fileName: string;
  text: string;
  expiresAt: string;
}

/** The text as a file to download, while it is on the page. */
export function useFileLink(text: string | undefined): string | undefined {
  const [link, setLink] = useState<string>();
  useEffect(() => {
    if (text === undefined) return;
    const made = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    setLink(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return link;
}

/** The three steps for one machine: make the script, run it there, bring its file back. */
export function HandOut({
  projectId,
  role,
  command,
  sendWord,
  linux,
}: {
  projectId: string;
  role: "terminal" | "license";
  command: string;
  /** What is added to the command so that the script sends its result by itself. */
  sendWord: string;
  linux: boolean;
}) {
  const t = useTranslations("elsewhere");
  const words = useTranslations("words");
  const { act, busy, problem } = useAct();
  const { look, take } = useNextStep(role);
  const [handed, setHanded] = useState<Handed>();
  const link = useFileLink(handed?.text);
  const machine = t(role);
  return (
    <section aria-labelledby={`${role}-heading`} className="min-w-0 rounded-lg border border-line bg-card px-5 py-4">
      <h3 id={`${role}-heading`} className="text-lg font-semibold">
        {machine}
      </h3>
      <p className="mb-3 text-ink-soft">
        {t(role === "license" ? "license-looks" : linux ? "terminal-looks-linux" : "terminal-looks")}
      </p>
      <ol className="list-decimal space-y-4 pl-5">
        <li>
          <p>{t("step-make")}</p>
          <div className="mt-2">
            <Button
              look={handed ? "secondary" : look}
              disabled={busy}
              aria-label={handed ? undefined : t("make-for", { machine })}
              onClick={() =>
                act(
                  () => handOutScript({ projectId, role }),
                  (made) => {
                    setHanded(made);
                    take();
                  },
                )
              }
            >
              {t(handed ? "make-again" : "make")}
            </Button>
          </div>
          {problem && (
            <Notice tone="fail" role="alert" title={words("failed")}>
              <p>{problem.message}</p>
            </Notice>
          )}
          {handed && link && (
            <div role="status" className="mt-3 rounded-md border-l-4 border-pass bg-pass-soft px-4 py-3">
              <p className="font-semibold">{t("made")}</p>
              <p className="text-sm">
                {t.rich("made-until", { until: () => <Moment key="until" iso={handed.expiresAt} /> })}
              </p>
              <div className="mt-2">
                <DownloadLink look={look} href={link} download={handed.fileName} className="max-w-full break-all">
                  {t("download-script", { name: handed.fileName })}
                </DownloadLink>
              </div>
              <details className="mt-2">
                <summary className="text-sm">{t("show-script")}</summary>
                <pre tabIndex={0} className="mt-2 max-h-96 overflow-auto rounded bg-sunk p-3 font-mono text-xs">
                  {handed.text}
                </pre>
              </details>
            </div>
          )}
        </li>
        <li>
          <p>{t(linux ? "step-run-linux" : "step-run")}</p>
          <pre tabIndex={0} className="mt-2 rounded-md bg-sunk p-3 font-mono text-sm break-words whitespace-pre-wrap">
            {command}
          </pre>
          <div className="mt-2 flex flex-wrap items-center gap-2">
            <CopyButton text={command} label={t("copy-command")} />
          </div>
          <p className="mt-2 text-sm text-ink-soft">
            {t.rich("send", {
              word: () => (
                <code key="word" className="font-mono">
                  {sendWord}
                </code>
              ),
            })}
          </p>
          {!linux && <p className="mt-2 text-sm text-ink-soft">{t("bypass")}</p>}
        </li>
        <li>
          <p>{t("step-bring")}</p>
        </li>
      </ol>
    </section>
  );
}
