import type { ReactNode } from "react";

import { EmptyState } from "@/components/ui/page";
import { VerdictBadge } from "@/components/ui/verdict";
import { type Comparison, isSame, type VerdictChange } from "@/lib/certificate/compare";
import { answerLines, questionLabel, type Wording } from "@/lib/certificate/wording";
import { isFieldId } from "@/lib/intake/sections";
import { translations } from "@/lib/messages/server";

import { WordTable } from "./word-table";

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mb-8">
      <h2 className="mb-1 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  );
}

/** What changed between two certificates, or since one; only the parts that differ are shown. */
export async function Differences({ comparison, wording }: { comparison: Comparison; wording: Wording }) {
  const t = await translations("signoff");
  const { say } = wording;
  const { answers, secrets, verdicts, waivers, attestations, catalogue } = comparison;
  if (isSame(comparison))
    return (
      <EmptyState title={t("same")}>
        <p>{t("same-why")}</p>
      </EmptyState>
    );
  const value = (id: string, one: unknown) =>
    one === undefined ? (
      <span className="text-ink-soft">{t("nothing")}</span>
    ) : (
      (isFieldId(id) ? answerLines(wording, id, one) : [JSON.stringify(one)]).map((line) => (
        <span key={line} className="block break-words">
          {line}
        </span>
      ))
    );
  const settled = (is: boolean) => (
    <span className="block text-sm text-ink-soft">{is ? t("was-settled") : t("was-open")}</span>
  );
  const verdict = (change: VerdictChange, side: "before" | "after") => (
    <div key={side}>
      <VerdictBadge verdict={change[side]} />
      {settled(side === "before" ? change.settledBefore : change.settledAfter)}
    </div>
  );
  const word = (title: string, change: { added: Named[]; ended: Named[] }) =>
    change.added.length + change.ended.length > 0 && (
      <Part title={title}>
        <ul className="list-disc pl-5">
          {(["added", "ended"] as const).flatMap((kind) =>
            change[kind].map((one) => (
              <li key={`${kind}${one.id}`}>
                <strong>{t(kind)}:</strong> {say(one.statement)} ({one.person})
              </li>
            )),
          )}
        </ul>
      </Part>
    );
  return (
    <>
      {catalogue && <p className="mb-6">{t("compare-catalogue", catalogue)}</p>}
      {verdicts.length > 0 && (
        <Part title={t("compare-results")}>
          <WordTable
            head={[wording.t("column-requirement"), t("before"), t("after")]}
            rows={verdicts.map((change) => ({
              key: change.id,
              cells: [say(change.statement), verdict(change, "before"), verdict(change, "after")],
            }))}
          />
        </Part>
      )}
      {answers.length > 0 && (
        <Part title={t("compare-answers")}>
          <WordTable
            head={[wording.t("column-question"), t("before"), t("after")]}
            rows={answers.map(({ field, before, after }) => ({
              key: field,
              cells: [questionLabel(wording, field), value(field, before), value(field, after)],
            }))}
          />
        </Part>
      )}
      {secrets.length > 0 && (
        <Part title={t("compare-secrets")}>
          <ul className="list-disc pl-5">
            {secrets.map(({ field, change }) => (
              <li key={field}>
                {questionLabel(wording, field)}: {t(`secret-${change}`)}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {word(t("compare-waivers"), waivers)}
      {word(t("compare-attestations"), attestations)}
    </>
  );
}

interface Named {
  id: string;
  statement: string;
  person: string;
}
