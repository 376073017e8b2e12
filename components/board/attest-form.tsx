"use client";

import { useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { INPUT } from "@/components/ui/field";

const DAYS = [1, 7, 14] as const;

/** A closed question, a person's word on it, and a file that shows it. */
export function AttestForm({
  projectId,
  requirementId,
  statement,
  mostDays,
}: {
  projectId: string;
  requirementId: string;
  statement: string;
  /** How long a word may stand at most. */
  mostDays: number;
}) {
  const t = useTranslations("board");
  const words = useTranslations("words");
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  async function send(form: FormData) {
    setBusy(true);
    form.set("requirementId", requirementId);
    try {
      const response = await fetch(`/api/projects/${projectId}/attestations`, { method: "POST", body: form });
      const answer = (await response.json()) as { error?: { message: string } };
      setProblem(answer.error?.message ?? "");
      if (response.ok) setOpen(false);
    } catch {
      setProblem(t("not-sent"));
    }
    setBusy(false);
  }
  if (!open) return <Button onClick={() => setOpen(true)}>{t("attest")}</Button>;
  return (
    <form
      className="w-full max-w-xl rounded-md border border-line p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
    >
      <fieldset>
        <legend className="mb-1 font-medium">{statement}</legend>
        <div className="flex gap-6">
          <label className="inline-flex items-center gap-2">
            <input type="radio" name="holds" value="yes" required /> {t("this-is-so")}
          </label>
          <label className="inline-flex items-center gap-2">
            <input type="radio" name="holds" value="no" /> {t("not-so")}
          </label>
        </div>
      </fieldset>
      <label htmlFor={`${requirementId}-note`} className="mt-3 mb-1 block">
        {t("note")}
      </label>
      <textarea id={`${requirementId}-note`} name="note" rows={2} className={INPUT} />
      <label htmlFor={`${requirementId}-stands`} className="mt-3 mb-1 block">
        {t("word-stands")}
      </label>
      <select
        id={`${requirementId}-stands`}
        name="days"
        defaultValue={mostDays}
        className={classNames(INPUT, "w-auto!")}
      >
        {[...DAYS.filter((days) => days < mostDays), mostDays].map((count) => (
          <option key={count} value={count}>
            {t("days", { count })}
          </option>
        ))}
      </select>
      <label htmlFor={`${requirementId}-file`} className="mt-3 mb-1 block">
        {t("evidence-file")}
      </label>
      <input id={`${requirementId}-file`} name="file" type="file" accept=".pdf,.png,.txt,.csv" />
      {problem && (
        <p role="alert" className="mt-2 text-sm font-medium text-fail">
          {problem}
        </p>
      )}
      <div className="mt-3 flex gap-2">
        <Button type="submit" look="primary" disabled={busy}>
          {t("sign")}
        </Button>
        <Button onClick={() => setOpen(false)}>{words("cancel")}</Button>
      </div>
    </form>
  );
}
