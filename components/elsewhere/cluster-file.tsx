"use client";

import { useState } from "react";

import { handOutManifest } from "@/app/actions/cluster";
import { useTranslations } from "@/components/messages/provider";
import { Button, DownloadLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { useAct } from "@/components/ui/use-act";
import type { ErrandView } from "@/lib/errands";

import { useFileLink } from "./hand-out";
import { useNextStep } from "./next-step";

/** The commands stand in the file's own head, so that they are the same wherever it goes. */
function commandsOf(text: string): string {
  const lines = text.split("\n").flatMap((line) => /^# (kubectl logs .+)$/.exec(line)?.[1] ?? []);
  return ["kubectl apply -f probes.yaml", "sleep 180", ...lines, "kubectl delete -f probes.yaml"].join("\n");
}

/** The probes as one file for the customer, and what became of those that were handed out. */
export function ClusterFile({ projectId, errands }: { projectId: string; errands: readonly ErrandView[] }) {
  const t = useTranslations("ports");
  const words = useTranslations("words");
  const { act, busy, problem } = useAct();
  const { look, take } = useNextStep("cluster-file");
  const [handed, setHanded] = useState<{ fileName: string; text: string }>();
  const link = useFileLink(handed?.text);
  return (
    <section aria-labelledby="file-heading" className="mt-6 rounded-lg border border-line bg-card px-5 py-4">
      <h3 id="file-heading" className="text-lg font-semibold">
        {t("file-heading")}
      </h3>
      <p className="mb-3 max-w-3xl text-ink-soft">{t("file-lead")}</p>
      <Button
        disabled={busy}
        onClick={() =>
          act(
            () => handOutManifest({ projectId }),
            (made) => {
              setHanded(made);
              take();
            },
          )
        }
      >
        {t("file-make")}
      </Button>
      {problem && (
        <div className="mt-3">
          <Notice tone="fail" role="alert" title={words("failed")}>
            <p>{problem.message}</p>
          </Notice>
        </div>
      )}
      {handed && link && (
        <div role="status" className="mt-3 rounded-md border-l-4 border-pass bg-pass-soft px-4 py-3">
          <p className="font-semibold">{t("file-made")}</p>
          <div className="mt-2">
            <DownloadLink look={look} href={link} download={handed.fileName}>
              {t("file-download", { name: handed.fileName })}
            </DownloadLink>
          </div>
          <p className="mt-3">{t("file-apply")}</p>
          <pre tabIndex={0} className="mt-1 overflow-x-auto rounded-md bg-sunk p-3 font-mono text-sm">
            {commandsOf(handed.text)}
          </pre>
          <div className="mt-2">
            <CopyButton text={commandsOf(handed.text)} label={words("copy")} />
          </div>
          <details className="mt-2">
            <summary className="text-sm">{t("file-show")}</summary>
            <pre tabIndex={0} className="mt-2 max-h-96 overflow-auto rounded bg-sunk p-3 font-mono text-xs">
              {handed.text}
            </pre>
          </details>
        </div>
      )}
      <h4 className="mt-4 font-medium">{t("file-list")}</h4>
      {errands.length === 0 && <p className="text-ink-soft">{t("file-empty")}</p>}
      <ul className="divide-y divide-line">
        {errands.map(({ id, state, at, by, outcome }) => (
          <li key={id} className="py-1.5">
            <Moment iso={at} /> · {t("file-by", { name: by })} · {t(`file-state-${state}`)}
            {outcome?.because && <span className="block text-sm text-fail">{outcome.because}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
