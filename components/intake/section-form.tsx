"use client";

import Link from "next/link";
import { type ReactNode, useMemo } from "react";

import { useTranslations } from "@/components/messages/provider";
import { useAnswerWords, useSay } from "@/components/messages/sentences";
import { Button, ButtonLink } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { ErrorMessage } from "@/components/ui/field";
import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import type { Answers, FieldId, SecretFieldId } from "@/lib/intake/answers";
import { crossFieldProblems } from "@/lib/intake/cross-field";
import {
  displayAnswer,
  type FieldDefinition,
  isSecret,
  section as sectionById,
  visibleFields,
} from "@/lib/intake/sections";
import { ACTORS, WHO_ACTS_TITLE, type WhoActs } from "@/lib/requirements/vocabulary";
import { sectionIn } from "@/lib/sentences/intake";

import { Control, isGrouped } from "./control";
import { type Hint, SecretField } from "./secret-field";
import { TestAnswer } from "./test-answer";
import { type FieldStatus, useAutosave } from "./use-autosave";

interface Props {
  projectId: string;
  sectionId: string;
  initial: Readonly<Record<string, { value: unknown; revision: number }>>;
  hints: Partial<Record<SecretFieldId, Hint>>;
  /** Where "Save and continue" leads. */
  next: string;
  home: string;
  /** What the last look at the cluster saw in place of an answer. */
  suggestions: Readonly<Record<string, unknown>>;
  /** The product versions that filled answers, by question. */
  marks: Readonly<Record<string, string>>;
  /** Questions whose answer a check looks at. */
  testable: readonly FieldId[];
}

/** The keys of the people who may know an answer, by the English name that the intake gives them. */
const WHO = Object.fromEntries(ACTORS.map((who) => [WHO_ACTS_TITLE[who], who])) as Record<string, WhoActs>;

function Status({ status }: { status: FieldStatus }) {
  const t = useTranslations("intake");
  if (status.kind === "saving") return t("saving");
  if (status.kind === "saved") return t.rich("saved", { when: () => <Moment key="when" iso={status.at} /> });
  return null;
}

/** Two people answered the same question: both values, and the choice between them. */
export function Conflict({
  id,
  status,
  mine,
  onChoose,
}: {
  id: FieldId;
  status: Extract<FieldStatus, { kind: "conflict" }>;
  mine: unknown;
  onChoose: (side: "mine" | "theirs") => void;
}) {
  const written = useAnswerWords();
  const t = useTranslations("intake");
  const said = (value: unknown) => ({
    answer: displayAnswer(id, value, written).join(", ") || t("no-answer"),
    b: (answer: ReactNode) => <strong key="answer">{answer}</strong>,
  });
  return (
    <Notice tone="warn" role="alert" title={t("conflict")}>
      <p>{status.message}</p>
      <p>{t.rich("theirs", { author: status.theirs.author, ...said(status.theirs.value) })}</p>
      <p>{t.rich("mine", said(mine))}</p>
      <div className="mt-2 flex gap-2">
        <Button onClick={() => onChoose("mine")}>{t("keep-mine")}</Button>
        <Button onClick={() => onChoose("theirs")}>{t("take-theirs")}</Button>
      </div>
    </Notice>
  );
}

/** A question of several inputs is a named group; one input is named by its label. */
function Question({ grouped, labelledBy, children }: { grouped: boolean; labelledBy: string; children: ReactNode }) {
  return grouped ? (
    <fieldset aria-labelledby={labelledBy} className="mb-5 min-w-0">
      {children}
    </fieldset>
  ) : (
    <div className="mb-5">{children}</div>
  );
}

/** One section of the intake: every question with its help, its state, and what is wrong with it. */
export function SectionForm({ projectId, sectionId, initial, hints, next, home, suggestions, marks, testable }: Props) {
  const t = useTranslations("intake");
  const words = useTranslations("words");
  const products = useTranslations("products");
  const say = useSay();
  const written = useAnswerWords();
  const section = useMemo(() => {
    const found = sectionById(sectionId);
    return found && sectionIn(say, found);
  }, [sectionId, say]);
  const ids = useMemo(() => (section?.fields ?? []).map(({ id }) => id), [section]);
  const { fields, change, settle } = useAutosave(projectId, ids, initial);
  const answers = useMemo(
    () => Object.fromEntries(Object.entries(fields).map(([id, one]) => [id, one.value])) as Answers,
    [fields],
  );
  if (!section) return null;
  const visible = visibleFields(section, answers).filter(({ kind }) => kind !== "kubeconfig");
  const across = new Map(crossFieldProblems(answers).map((problem) => [problem.field, problem.message]));
  const errorOf = ({ id }: FieldDefinition): string | undefined => {
    const status = fields[id]?.status;
    if (status?.kind === "signed-out") return t("signed-out");
    if (status?.kind === "invalid" || status?.kind === "refused") return say(status.message);
    const problem = across.get(id);
    return problem && say(problem);
  };
  const problems = visible.flatMap((one) => {
    const message = errorOf(one);
    return message ? [{ field: one.id, message: t("problem-at", { field: one.label, problem: message }) }] : [];
  });
  const offline = Object.values(fields).some(({ status }) => status.kind === "waiting");
  return (
    <>
      <ErrorSummary problems={problems} />
      {offline && (
        <Notice tone="warn" role="status" title={t("offline-title")}>
          <p>{t("offline")}</p>
        </Notice>
      )}
      {visible.map((one) => {
        const { id, label, help, example, optional, whoKnows } = one;
        const state = fields[id] ?? { value: undefined, status: { kind: "idle" as const } };
        const error = errorOf(one);
        const grouped = isGrouped(one);
        const suggested = suggestions[id];
        const heading = (
          <>
            {label}
            {optional && <span className="font-normal text-ink-soft"> {words("optional")}</span>}
          </>
        );
        return (
          <Question key={id} grouped={grouped} labelledBy={`${id}-label`}>
            {grouped ? (
              <p id={`${id}-label`} className="mb-0.5 font-medium">
                {heading}
              </p>
            ) : (
              <label id={`${id}-label`} htmlFor={id} className="mb-0.5 block font-medium">
                {heading}
              </label>
            )}
            <p id={`${id}-help`} className="mb-1.5 max-w-2xl text-sm text-ink-soft">
              {help}
              {example && ` ${t("example", { example })}`}{" "}
              {t("who-knows", { who: words(`who-${WHO[whoKnows] ?? "sestek"}`) })}
            </p>
            {isSecret(one) ? (
              <SecretField projectId={projectId} field={one} hint={hints[one.id]} />
            ) : (
              <Control
                field={one}
                value={state.value}
                invalid={error !== undefined}
                onChange={(value, options) => change(id, value, options)}
              />
            )}
            {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
            {suggested !== undefined && JSON.stringify(suggested) !== JSON.stringify(state.value) && (
              <p className="mt-1 flex items-center gap-2 text-sm">
                {t.rich("seen", {
                  answer: displayAnswer(id, suggested, written).join(", "),
                  b: (answer) => <strong key="answer">{answer}</strong>,
                })}
                <Button onClick={() => change(id, suggested, { now: true })}>{t("use-this")}</Button>
              </p>
            )}
            {marks[id] && state.status.kind === "idle" && (
              <p className="mt-1 text-sm text-ink-soft">{products("from-product", { product: marks[id] })}</p>
            )}
            {state.status.kind === "conflict" && (
              <Conflict id={id} status={state.status} mine={state.value} onChoose={(side) => settle(id, side)} />
            )}
            <div className="mt-1 flex min-h-8 flex-wrap items-start gap-x-4 text-sm">
              {testable.includes(id) &&
                (isSecret(one) ? hints[one.id] !== undefined : state.value != null && state.value !== "") && (
                  <TestAnswer projectId={projectId} field={id} />
                )}
              <p role="status" className="py-1.5 text-ink-soft empty:hidden">
                <Status status={state.status} />
              </p>
            </div>
          </Question>
        );
      })}
      <div className="flex flex-wrap items-center gap-4 border-t border-line pt-5">
        <ButtonLink href={next} look="primary">
          {t("continue")}
        </ButtonLink>
        <Link href={home}>{t("later")}</Link>
      </div>
    </>
  );
}
