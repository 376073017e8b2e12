"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { agreeToMatrix } from "@/app/actions/vendor";
import { useTranslations } from "@/components/messages/provider";
import { useSay } from "@/components/messages/sentences";
import { Button } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import type { MatrixSide, MatrixView } from "@/lib/intake/matrix";

const SIDES = ["customer", "sestek"] as const;

/** Who agreed for each side, whether it still holds, and the viewer's own agreement. */
export function Agreement({
  projectId,
  matrix,
  side,
  ready,
  settled,
}: {
  projectId: string;
  matrix: MatrixView;
  side: MatrixSide;
  /** Every component has its owners. */
  ready: boolean;
  /** The server has what is on the page. */
  settled: boolean;
}) {
  const t = useTranslations("responsibility");
  const say = useSay();
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [busy, start] = useTransition();
  const own = matrix.words.find((word) => word.side === side);
  const agree = () =>
    start(async () => {
      const answer = await agreeToMatrix({ projectId, hash: matrix.hash });
      setProblem(answer.ok ? "" : answer.message);
      router.refresh();
    });
  const hint = !ready ? t("agree-first-fill") : !settled ? t("agree-wait") : own?.holds ? t("agree-done") : "";
  return (
    <>
      {problem && (
        <Notice tone="fail" role="alert" title={t("not-done")}>
          <p>{say(problem)}</p>
        </Notice>
      )}
      <dl className="rounded-lg border border-line bg-card">
        {SIDES.map((one) => {
          const word = matrix.words.find((each) => each.side === one);
          return (
            <div
              key={one}
              className="grid gap-x-4 border-b border-line px-4 py-2.5 last:border-0 sm:grid-cols-[8rem_1fr]"
            >
              <dt className="font-medium">{t(`side-${one}`)}</dt>
              <dd>
                {!word && <span className="text-ink-soft">{t("not-yet")}</span>}
                {word?.holds && (
                  <span className="text-pass">
                    <span aria-hidden="true">✓ </span>
                    {t("holds", { person: word.person })} · <Moment iso={word.at} />
                  </span>
                )}
                {word && !word.holds && (
                  <span className="text-warn">
                    <span aria-hidden="true">! </span>
                    {t("void", { person: word.person, changer: matrix.changed?.person ?? "–" })}{" "}
                    {matrix.changed && <Moment iso={matrix.changed.at} />}
                  </span>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      <div className="mt-3 flex flex-wrap items-center gap-3 print:hidden">
        {!own?.holds && (
          <Button look="primary" disabled={busy || !ready || !settled} onClick={agree}>
            {t(`agree-${side}`)}
          </Button>
        )}
        <p role="status" className="text-sm text-ink-soft">
          {hint}
        </p>
      </div>
    </>
  );
}
