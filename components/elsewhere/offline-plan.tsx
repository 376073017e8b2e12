"use client";

import { useState } from "react";

import { handOutPlan } from "@/app/actions/errands";
import { useTranslations } from "@/components/messages/provider";
import { Button, DownloadLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { useAct } from "@/components/ui/use-act";

import { useFileLink } from "./hand-out";
import { useNextStep } from "./next-step";

interface Handed {
  fileName: string;
  text: string;
  expiresAt: string;
}

const COMMAND = "node readiness.cjs run-plan readiness-plan.json --secrets secrets.yaml --out result.json";

/** Text to copy into the closed network, with its button. */
function Copied({ text }: { text: string }) {
  const words = useTranslations("words");
  return (
    <>
      <pre tabIndex={0} className="mt-2 rounded-md bg-sunk p-3 font-mono text-sm break-words whitespace-pre-wrap">
        {text}
      </pre>
      <div className="mt-2">
        <CopyButton text={text} label={words("copy")} />
      </div>
    </>
  );
}

/** The steps of a closed network: plan, command, secrets that stay there, and the file that comes back. */
export function OfflinePlan({
  projectId,
  secrets,
}: {
  projectId: string;
  /** A secrets file for the answers so far, a line a secret; empty when none is asked for. */
  secrets: string;
}) {
  const t = useTranslations("elsewhere");
  const words = useTranslations("words");
  const { act, busy, problem } = useAct();
  const { look, take } = useNextStep("offline");
  const [handed, setHanded] = useState<Handed>();
  const link = useFileLink(handed?.text);
  return (
    <div className="rounded-lg border border-line bg-card px-5 py-4">
      <ol className="list-decimal space-y-4 pl-5">
        <li>
          <p>{t("offline-plan")}</p>
          <div className="mt-2">
            <Button
              disabled={busy}
              onClick={() =>
                act(
                  () => handOutPlan({ projectId }),
                  (made) => {
                    setHanded(made);
                    take();
                  },
                )
              }
            >
              {t(handed ? "offline-again" : "offline-make")}
            </Button>
          </div>
          {problem && (
            <Notice tone="fail" role="alert" title={words("failed")}>
              <p>{problem.message}</p>
            </Notice>
          )}
          {handed && link && (
            <div role="status" className="mt-3 rounded-md border-l-4 border-pass bg-pass-soft px-4 py-3">
              <p className="font-semibold">{t("offline-made")}</p>
              <p className="text-sm">
                {t.rich("made-until", { until: () => <Moment key="until" iso={handed.expiresAt} /> })}
              </p>
              <div className="mt-2">
                <DownloadLink look={look} href={link} download={handed.fileName}>
                  {t("download-script", { name: handed.fileName })}
                </DownloadLink>
              </div>
            </div>
          )}
        </li>
        <li>
          <p>{t("offline-command")}</p>
          <div className="mt-2">
            <DownloadLink href={`/api/projects/${projectId}/command`}>
              {t("download-script", { name: "readiness.cjs" })}
            </DownloadLink>
          </div>
        </li>
        <li>
          <p>{t(secrets ? "offline-secrets" : "offline-no-secrets")}</p>
          {secrets && <Copied text={secrets} />}
        </li>
        <li>
          <p>{t("offline-run")}</p>
          <Copied text={COMMAND} />
          <p className="mt-2 text-sm text-ink-soft">{t("offline-consent")}</p>
        </li>
        <li>
          <p>{t("offline-return")}</p>
        </li>
      </ol>
    </div>
  );
}
