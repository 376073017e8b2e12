"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { Notice } from "@/components/ui/notice";

/** Takes over the answers of an exported file; a wrong file changes nothing and says each reason. */
export function ImportAnswers({ projectId }: { projectId: string }) {
  const t = useTranslations("overview");
  const router = useRouter();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [done, setDone] = useState("");
  async function send(file: File) {
    setDone("");
    try {
      const response = await fetch(`/api/projects/${projectId}/import`, { method: "POST", body: file });
      const answer = (await response.json()) as {
        changed?: number;
        problems?: { key: string; line?: number; message: string }[];
        error?: { message: string };
      };
      setProblems(
        answer.problems?.map(({ line, message }) => (line ? t("import-line", { line, message }) : message)) ??
          (answer.error ? [answer.error.message] : []),
      );
      if (answer.changed !== undefined) {
        setDone(t("imported", { count: answer.changed }));
        router.refresh();
      }
    } catch {
      setProblems([t("import-unsent")]);
    }
  }
  return (
    <>
      <label className="inline-flex min-h-9 cursor-pointer items-center rounded-md border border-line-strong bg-card px-3.5 py-1.5 text-sm font-medium focus-within:outline-3 focus-within:outline-accent hover:bg-sunk">
        {t("import")}
        <input
          type="file"
          accept=".yaml,.yml,.json"
          className="sr-only"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void send(file);
            event.target.value = "";
          }}
        />
      </label>
      {done && <span role="status">{done}</span>}
      {problems.length > 0 && (
        <Notice tone="fail" role="alert" title={t("import-nothing")}>
          <ul className="list-disc pl-5">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
