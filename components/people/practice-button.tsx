"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { createPracticeProject } from "@/app/actions/projects";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";

/** Makes a practice project and goes there. */
export function PracticeButton({ look = "secondary" }: { look?: "primary" | "secondary" }) {
  const t = useTranslations("projects");
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [busy, start] = useTransition();
  const create = () =>
    start(async () => {
      const answer = await createPracticeProject({});
      if (answer.ok) router.push(`/projects/${answer.data.id}`);
      else setProblem(answer.message);
    });
  return (
    <>
      <Button look={look} onClick={create} disabled={busy}>
        {t(busy ? "creating" : "practice")}
      </Button>
      {problem && (
        <span role="alert" className="text-fail">
          {problem}
        </span>
      )}
    </>
  );
}
