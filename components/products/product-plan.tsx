"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { applyProducts } from "@/app/actions/vendor";
import { useTranslations } from "@/components/messages/provider";
import { useSay } from "@/components/messages/sentences";
import { Button, ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { FieldChange } from "@/lib/products/fill";

const SHOWN = 12;

function Lines({ title, lines, sign }: { title: string; lines: readonly string[]; sign: "+" | "−" }) {
  const t = useTranslations("products");
  if (lines.length === 0) return null;
  return (
    <div className="mt-1.5">
      <p className="text-sm font-medium">{title}</p>
      <ul className="font-mono text-sm break-words">
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line} className={sign === "+" ? "text-pass" : "text-fail"}>
            <span aria-hidden="true">{sign} </span>
            {line}
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p className="text-sm text-ink-soft">{t("more", { count: lines.length - SHOWN })}</p>}
    </div>
  );
}

/** What the chosen versions would fill and change, each answer with a tick; a person's own is ticked by nobody else. */
export function ProductPlan({
  projectId,
  productIds,
  changes,
  answersRevision,
}: {
  projectId: string;
  productIds: readonly string[];
  changes: readonly FieldChange[];
  answersRevision: number;
}) {
  const t = useTranslations("products");
  const say = useSay();
  const router = useRouter();
  const [ticked, setTicked] = useState<readonly string[]>(
    changes.filter(({ state }) => state === "empty" || state === "from-product").map(({ field }) => field),
  );
  const [problem, setProblem] = useState("");
  const [filled, setFilled] = useState<number>();
  const [busy, start] = useTransition();
  const apply = () =>
    start(async () => {
      const answer = await applyProducts({
        projectId,
        productIds: [...productIds],
        fields: [...ticked],
        answersRevision,
      });
      setProblem(answer.ok ? "" : answer.message);
      if (answer.ok) setFilled(answer.data.filled);
      else router.refresh();
    });
  if (filled !== undefined)
    return (
      <Notice tone="pass" role="status">
        <p>{t("applied", { count: filled })}</p>
        <ButtonLink href={`/projects/${projectId}/intake/check`} look="primary" className="mt-3">
          {t("to-answers")}
        </ButtonLink>
      </Notice>
    );
  return (
    <>
      {problem && (
        <Notice tone="fail" role="alert" title={t("refused")}>
          <p>{say(problem)}</p>
        </Notice>
      )}
      <ul className="mb-6 rounded-lg border border-line bg-card">
        {changes.map(({ field, label, state, from, author, product, added, removed, kept }) => (
          <li key={field} className="border-b border-line px-4 py-3 last:border-0">
            <label className="flex items-baseline gap-3 font-medium">
              <input
                type="checkbox"
                className="size-4.5 accent-[var(--accent)]"
                disabled={state === "same"}
                checked={ticked.includes(field)}
                onChange={({ target }) =>
                  setTicked(target.checked ? [...ticked, field] : ticked.filter((one) => one !== field))
                }
              />
              <span>
                {t("take", { field: say(label) })}{" "}
                <span className="font-normal text-ink-soft">{t("from", { products: from })}</span>
              </span>
            </label>
            <div className="ml-8">
              <p className={state === "by-person" ? "text-sm font-medium text-warn" : "text-sm text-ink-soft"}>
                {state === "by-person" && <span aria-hidden="true">! </span>}
                {t(`state-${state}`, { author: author ?? "–", product: product ?? "–" })}
              </p>
              {state !== "same" && (
                <>
                  <Lines title={t("added")} lines={added} sign="+" />
                  <Lines title={t("removed")} lines={removed} sign="−" />
                  {kept > 0 && <p className="mt-1 text-sm text-ink-soft">{t("kept", { count: kept })}</p>}
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Button look="primary" disabled={busy} onClick={apply}>
        {t("apply")}
      </Button>
    </>
  );
}
