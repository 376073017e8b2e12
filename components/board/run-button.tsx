"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { runChecks } from "@/app/actions/runs";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import type { RunScope } from "@/lib/engine/types";

/** Starts the checks; on another page than the checklist it then goes there. */
export function RunButton({
  projectId,
  scope = { kind: "all" },
  label,
  then,
  look = "secondary",
  consent = [],
}: {
  projectId: string;
  scope?: RunScope;
  label?: string;
  then?: string;
  look?: "primary" | "secondary" | "quiet";
  /** Requirements whose check may write what it needs to. */
  consent?: readonly string[];
}) {
  const t = useTranslations("words");
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [busy, start] = useTransition();
  const run = () =>
    start(async () => {
      const answer = await runChecks({ projectId, scope, consent: [...consent] }).catch(() => ({
        ok: false as const,
        message: t("unreachable"),
      }));
      setProblem(answer.ok ? "" : answer.message);
      if (answer.ok && then) router.push(then);
    });
  return (
    <>
      <Button look={look} onClick={run} disabled={busy}>
        {label ?? t("run-checks")}
      </Button>
      {problem && (
        <span role="alert" className="text-sm text-fail">
          {problem}
        </span>
      )}
    </>
  );
}
