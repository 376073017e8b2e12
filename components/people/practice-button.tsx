"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { createPracticeProject } from "@/app/actions/projects";
import { Button } from "@/components/ui/button";

/** Makes a practice project and goes there. */
export function PracticeButton({ look = "secondary" }: { look?: "primary" | "secondary" }) {
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
        {busy ? "Creating" : "Create a practice project"}
      </Button>
      {problem && (
        <span role="alert" className="text-fail">
          {problem}
        </span>
      )}
    </>
  );
}
