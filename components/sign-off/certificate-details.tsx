import type { ReactNode } from "react";

import { VerdictBadge } from "@/components/ui/verdict";
import type { CertificateContent, CertificateRow } from "@/lib/certificate/content";
import {
  age,
  agreements,
  answersBySection,
  byGroup,
  matrixRows,
  questionLabel,
  result,
  secretLines,
  statementOf,
  type Wording,
  waiverEnd,
} from "@/lib/certificate/wording";

import { WordTable } from "./word-table";

interface Shown {
  wording: Wording;
  content: CertificateContent;
}

function Section({ id, title, lead, children }: { id: string; title: string; lead?: string; children?: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mt-10 print:hidden">
      <h2 id={id} className="text-xl font-semibold tracking-tight">
        {title}
      </h2>
      {lead && <p className="mb-3 text-ink-soft">{lead}</p>}
      {children}
    </section>
  );
}

const soft = (text: string, key?: string) => (
  <span key={key ?? text} className="block text-sm text-ink-soft">
    {text}
  </span>
);

function seen(wording: Wording, row: CertificateRow): ReactNode {
  const { words, moment, t } = wording;
  if (!row.observedAt) return row.verdict === "not-applicable" ? t("by-answers") : "–";
  return (
    <>
      {row.vantage && words(`vantage-${row.vantage}`)}
      {soft(moment(row.observedAt))}
      {row.ageSeconds !== undefined && soft(age(wording, row.ageSeconds))}
    </>
  );
}

function Requirements({ wording, content }: Shown) {
  const { t, words, say } = wording;
  return (
    <Section id="requirements" title={t("requirements")} lead={t("requirements-lead")}>
      {byGroup(content.rows).map(([group, rows]) => (
        <WordTable
          key={group}
          caption={words(`group-${group}`)}
          head={[t("column-requirement"), t("column-result"), t("column-seen")]}
          rows={rows.map((row) => ({
            key: row.id,
            cells: [
              <div key="what">
                {say(row.statement)}
                {soft(say(row.message))}
              </div>,
              <div key="result" className="min-w-40">
                <VerdictBadge verdict={row.verdict} />
                {result(wording, row).settled && (
                  <span className="mt-1 block text-sm text-accent">◇ {result(wording, row).settled}</span>
                )}
              </div>,
              <div key="seen" className="min-w-40">
                {seen(wording, row)}
              </div>,
            ],
          }))}
        />
      ))}
    </Section>
  );
}

function People({ wording, content }: Shown) {
  const { t, words, say, moment } = wording;
  const { waivers, attestations } = content;
  return (
    <>
      <Section id="waivers" title={t("waivers")} lead={waivers.length > 0 ? t("waivers-lead") : t("waivers-none")}>
        {waivers.length > 0 && (
          <WordTable
            head={[t("column-requirement"), t("column-reason"), t("column-person")]}
            rows={waivers.map((one) => ({
              key: one.id,
              cells: [
                say(one.statement),
                one.reason,
                <div key="person">
                  {one.person}
                  {soft(moment(one.at))}
                  {soft(waiverEnd(wording, one))}
                </div>,
              ],
            }))}
          />
        )}
      </Section>
      <Section
        id="attestations"
        title={t("attestations")}
        lead={attestations.length > 0 ? t("attestations-lead") : t("attestations-none")}
      >
        {attestations.length > 0 && (
          <WordTable
            head={[t("column-statement"), t("column-person"), t("column-evidence")]}
            rows={attestations.map((one) => ({
              key: one.id,
              cells: [
                <div key="what">
                  {statementOf(wording, content, one.requirementId)}
                  {soft(`${say(one.statement)} ${one.holds ? t("holds") : t("holds-not")}`)}
                  {one.note}
                </div>,
                <div key="person">
                  {one.person}
                  {soft(words(`role-${one.role as "customer"}`))}
                  {soft(moment(one.at))}
                </div>,
                one.file ? (
                  <div key="file" className="break-all">
                    {one.file.name}
                    <span className="block font-mono text-xs text-ink-soft">SHA-256 {one.file.sha256}</span>
                  </div>
                ) : (
                  t("no-file")
                ),
              ],
            }))}
          />
        )}
      </Section>
    </>
  );
}

function Answers({ wording, content }: Shown) {
  const { t, moment } = wording;
  const matrix = matrixRows(wording, content);
  return (
    <>
      <Section id="matrix" title={t("matrix")} {...(matrix.length === 0 ? { lead: t("matrix-none") } : {})}>
        {matrix.length > 0 && (
          <WordTable
            head={[t("column-component"), t("column-deployment"), t("column-updates"), t("column-support")]}
            rows={matrix.map((cells) => ({ key: cells[0] ?? "", cells }))}
          />
        )}
        {agreements(wording, content).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Section>
      <Section
        id="secrets"
        title={t("secrets")}
        lead={content.secrets.length > 0 ? t("secrets-lead") : t("secrets-none")}
      >
        {content.secrets.length > 0 && (
          <WordTable
            head={[t("column-secret"), t("column-set"), t("column-known")]}
            rows={content.secrets.map((secret) => ({
              key: secret.field,
              cells: [
                questionLabel(wording, secret.field),
                <div key="set">
                  {secret.setBy}
                  {soft(moment(secret.setAt))}
                </div>,
                secretLines(wording, secret).join(" · ") || "–",
              ],
            }))}
          />
        )}
      </Section>
      <Section id="answers" title={t("answers")} lead={t("answers-lead")}>
        {answersBySection(wording, content).map(({ title, answers }) => (
          <WordTable
            key={title}
            caption={title}
            head={[t("column-question"), t("column-answer")]}
            rows={answers.map(({ question, lines }) => ({
              key: question,
              cells: [
                question,
                <div key="lines" className="break-words">
                  {lines.map((line) => (
                    <span key={line} className="block">
                      {line}
                    </span>
                  ))}
                </div>,
              ],
            }))}
          />
        ))}
      </Section>
    </>
  );
}

/** Everything that a certificate rests on; on paper the PDF has it. */
export function CertificateDetails(shown: Shown) {
  return (
    <>
      <Requirements {...shown} />
      <People {...shown} />
      <Answers {...shown} />
    </>
  );
}
