"use client";

import { revokeErrand } from "@/app/actions/errands";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { useAct } from "@/components/ui/use-act";
import type { ErrandView } from "@/lib/errands";

import { RefusedItems } from "./bring-result";

const LOOK: Record<ErrandView["state"], { sign: string; className: string }> = {
  waiting: { sign: "…", className: "text-tell bg-tell-soft" },
  taken: { sign: "✓", className: "text-pass bg-pass-soft" },
  refused: { sign: "✕", className: "text-fail bg-fail-soft" },
  revoked: { sign: "–", className: "text-na bg-na-soft" },
  expired: { sign: "–", className: "text-na bg-na-soft" },
};

/** Everything that was handed out for these machines, or for a closed network, and what became of it. */
export function ErrandList({
  projectId,
  of: what,
  errands,
}: {
  projectId: string;
  of: "errands" | "offline";
  errands: readonly (ErrandView & { kind: "terminal" | "license" | "database" | "offline" })[];
}) {
  const t = useTranslations("elsewhere");
  const words = useTranslations("words");
  const { act, busy, problem } = useAct();
  return (
    <section aria-labelledby={`${what}-list-heading`} className="mt-6">
      <h3 id={`${what}-list-heading`} className="mb-2 text-lg font-semibold">
        {t(what === "offline" ? "offline-list" : "errands")}
      </h3>
      {problem && (
        <Notice tone="fail" role="alert" title={words("failed")}>
          <p>{problem.message}</p>
        </Notice>
      )}
      {errands.length === 0 && (
        <p className="text-ink-soft">{t(what === "offline" ? "offline-empty" : "errands-empty")}</p>
      )}
      <ul className="divide-y divide-line">
        {errands.map((errand) => {
          const { id, kind, state, by, at, expiresAt, takenAt, host, outcome } = errand;
          const open = state === "waiting" || state === "refused";
          return (
            <li
              key={id}
              data-errand={id}
              data-state={state}
              className="flex flex-wrap items-start gap-x-4 gap-y-1 py-3"
            >
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="font-medium">{t(kind)}</span>
                  <span className={classNames("rounded px-1.5 text-sm font-medium", LOOK[state].className)}>
                    <span aria-hidden="true">{LOOK[state].sign}</span> {t(`state-${state}`)}
                  </span>
                </p>
                <p className="text-sm text-ink-soft break-words">
                  {t.rich("made-by", { by, at: () => <Moment key="at" iso={at} /> })}
                  {open && (
                    <>
                      {" · "}
                      {t.rich("open-until", { until: () => <Moment key="until" iso={expiresAt} time={false} /> })}
                    </>
                  )}
                  {takenAt && (
                    <>
                      {" · "}
                      {t.rich("taken-from", { host: host ?? "", at: () => <Moment key="at" iso={takenAt} /> })}
                      {" · "}
                      {t("judged", { count: outcome?.taken ?? 0 })}
                    </>
                  )}
                </p>
                {open && outcome?.because && <p className="text-sm text-fail">{outcome.because}</p>}
                {outcome?.notes?.map((note) => (
                  <p key={note} className="text-sm">
                    {note}
                  </p>
                ))}
                {outcome && <RefusedItems outcome={outcome} />}
              </div>
              {open && (
                <Button
                  disabled={busy}
                  aria-label={kind === "offline" ? t("offline-revoke") : t("revoke-for", { machine: t(kind) })}
                  onClick={() => act(() => revokeErrand({ projectId, errandId: id }))}
                >
                  {t("revoke")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
