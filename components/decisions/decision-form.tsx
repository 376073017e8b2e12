"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { confirmDecision } from "@/app/actions/vendor";
import { useTranslations } from "@/components/messages/provider";
import { useSay } from "@/components/messages/sentences";
import { Button } from "@/components/ui/button";
import { INPUT } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { DecisionView } from "@/lib/requirements/decisions-vocabulary";

import { PartField } from "./part-field";

type Outcome = { tone: "pass" | "fail"; message: string; field?: string };

/** Confirms one open question as it stands, or with another value. What was typed stays when it is refused. */
export function DecisionForm({ decision }: { decision: DecisionView }) {
  const t = useTranslations("decisions");
  const say = useSay();
  const router = useRouter();
  const [value, setValue] = useState(decision.value);
  const [note, setNote] = useState(decision.confirmed?.note ?? "");
  const [round, setRound] = useState(0);
  const [outcome, setOutcome] = useState<Outcome>();
  const [busy, start] = useTransition();
  const changed = JSON.stringify(value) !== JSON.stringify(decision.value);
  const differs = JSON.stringify(value) !== JSON.stringify(decision.proposed);
  const send = () =>
    start(async () => {
      const seenAt = decision.confirmed?.at ?? null;
      const answer = await confirmDecision({ id: decision.id, value, note, seenAt });
      setOutcome(
        answer.ok
          ? { tone: "pass", message: t(answer.data.changed ? "saved-changed" : "saved") }
          : { tone: "fail", message: answer.message, ...(answer.field ? { field: answer.field } : {}) },
      );
      if (answer.ok) router.refresh();
    });
  const atPart = (key: string) =>
    outcome?.field === key && outcome.tone === "fail" ? say(outcome.message) : undefined;
  const elsewhere = outcome && !decision.parts.some(({ key }) => key === outcome.field);
  return (
    <form
      className="mt-3 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {elsewhere && (
        <Notice
          tone={outcome.tone}
          role={outcome.tone === "fail" ? "alert" : "status"}
          {...(outcome.tone === "fail" ? { title: t("not-saved") } : {})}
        >
          <p>{say(outcome.message)}</p>
        </Notice>
      )}
      {decision.parts.map((part) => (
        <PartField
          key={`${part.key} ${round}`}
          id={`${decision.id}-${part.key}`}
          part={part}
          value={value[part.key]}
          error={atPart(part.key)}
          onChange={(next) => setValue((all) => ({ ...all, [part.key]: next }))}
        />
      ))}
      <label htmlFor={`${decision.id}-note`} className="mb-1 block font-medium">
        {t("note")}
      </label>
      <p id={`${decision.id}-note-help`} className="mb-1 text-sm text-ink-soft">
        {t("note-help")}
      </p>
      <textarea
        id={`${decision.id}-note`}
        aria-describedby={`${decision.id}-note-help`}
        rows={2}
        maxLength={1000}
        className={INPUT}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      <div className="mt-3 flex flex-wrap gap-2">
        <Button type="submit" disabled={busy}>
          {changed ? t("save") : t("confirm")}
        </Button>
        {differs && (
          <Button
            look="quiet"
            onClick={() => {
              setValue(decision.proposed);
              setRound(round + 1);
            }}
          >
            {t("back")}
          </Button>
        )}
      </div>
    </form>
  );
}
