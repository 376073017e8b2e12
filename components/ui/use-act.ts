"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { useTranslations } from "@/components/messages/provider";
import type { ActionResult } from "@/lib/actions/action";

/** Runs server actions of buttons and forms: what went wrong is kept to be shown, and the page is read anew. */
export function useAct() {
  const words = useTranslations("words");
  const router = useRouter();
  const [problem, setProblem] = useState<{ field?: string | undefined; message: string }>();
  const [busy, start] = useTransition();
  const act = <Data>(work: () => Promise<ActionResult<Data>>, then: (data: Data) => void = () => {}) =>
    start(async () => {
      const answer: ActionResult<Data> = await work().catch(() => ({ ok: false, message: words("unreachable") }));
      setProblem(answer.ok ? undefined : { message: answer.message, field: answer.field });
      if (answer.ok) then(answer.data);
      router.refresh();
    });
  return { act, busy, problem };
}
