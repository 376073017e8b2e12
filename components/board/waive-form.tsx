"use client";

import { useState, useTransition } from "react";

import { waive } from "@/app/actions/runs";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { INPUT } from "@/components/ui/field";

const DAYS = [7, 30, 90, 180] as const;

/** Accepts a failure by name: a reason, and a day on which it ends. */
export function WaiveForm({
  projectId,
  requirementId,
  label,
}: {
  projectId: string;
  requirementId: string;
  label: string;
}) {
  const t = useTranslations("board");
  const words = useTranslations("words");
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState("");
  const [busy, start] = useTransition();
  if (!open) return <Button onClick={() => setOpen(true)}>{label}</Button>;
  const send = (form: FormData) =>
    start(async () => {
      const answer = await waive({
        projectId,
        requirementId,
        reason: String(form.get("reason") ?? ""),
        days: Number(form.get("days")),
      }).catch(() => ({ ok: false as const, message: words("unreachable") }));
      setProblem(answer.ok ? "" : answer.message);
      if (answer.ok) setOpen(false);
    });
  return (
    <form
      className="w-full max-w-xl rounded-md border border-line p-4"
      onSubmit={(event) => {
        event.preventDefault();
        send(new FormData(event.currentTarget));
      }}
    >
      <label htmlFor={`${requirementId}-reason`} className="mb-1 block font-medium">
        {t("waive-reason")}
      </label>
      <textarea id={`${requirementId}-reason`} name="reason" rows={3} className={INPUT} />
      <label htmlFor={`${requirementId}-days`} className="mt-3 mb-1 block font-medium">
        {t("waive-days")}
      </label>
      <select id={`${requirementId}-days`} name="days" defaultValue="30" className={INPUT}>
        {DAYS.map((count) => (
          <option key={count} value={count}>
            {t("days", { count })}
          </option>
        ))}
      </select>
      {problem && (
        <p role="alert" className="mt-2 text-sm font-medium text-fail">
          {problem}
        </p>
      )}
      <div className="mt-3 flex gap-2">
        <Button type="submit" look="primary" disabled={busy}>
          {t("accept")}
        </Button>
        <Button onClick={() => setOpen(false)}>{words("cancel")}</Button>
      </div>
    </form>
  );
}
