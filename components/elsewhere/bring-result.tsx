"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { describedBy, INPUT } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { ErrandOutcome } from "@/lib/errands";

interface Answer extends ErrandOutcome {
  host?: string;
  error?: { message: string };
}

const WORDS = {
  result: {
    title: "bring",
    help: "bring-file-help",
    file: "bring-file",
    text: "bring-text-or-lines",
    send: "bring-send",
  },
  cluster: {
    title: "cluster-bring",
    help: "cluster-bring-help",
    file: "bring-file",
    text: "bring-text",
    send: "bring-send",
  },
  offline: {
    title: "offline-bring",
    help: "offline-bring-help",
    file: "offline-file",
    text: "offline-text",
    send: "offline-send",
  },
} as const;

/** Uploads the file of a script, the log of probes or a signed result, or its pasted text. What was pasted stays until it was taken. */
export function BringResult({
  projectId,
  of: what = "result",
}: {
  projectId: string;
  of?: "result" | "cluster" | "offline";
}) {
  const t = useTranslations("elsewhere");
  const words = useTranslations("words");
  const own = WORDS[what];
  const router = useRouter();
  const [file, setFile] = useState<File>();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  async function send() {
    const body = file ?? text.trim();
    if (body === "") {
      setAnswer({ at: "", error: { message: t("bring-nothing") } });
      return;
    }
    setBusy(true);
    try {
      const response = await fetch(`/api/projects/${projectId}/errands/${what}`, { method: "POST", body });
      const said = (await response.json()) as Answer;
      setAnswer(said);
      if (!said.error) {
        setText("");
        setFile(undefined);
      }
      router.refresh();
    } catch {
      setAnswer({ at: "", error: { message: words("unreachable") } });
    } finally {
      setBusy(false);
    }
  }
  return (
    <section aria-labelledby={`bring-${what}-heading`} className="mt-6 rounded-lg border border-line bg-card px-5 py-4">
      <h3 id={`bring-${what}-heading`} className="mb-3 text-lg font-semibold">
        {t(own.title)}
      </h3>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <label htmlFor={`${what}-file`} className="block font-medium">
          {t(own.file)}
        </label>
        <p id={`${what}-file-help`} className="mb-1 text-sm text-ink-soft">
          {t(own.help)}
        </p>
        <input
          key={answer && !answer.error ? answer.at : "file"}
          id={`${what}-file`}
          type="file"
          accept=".json,.log,.txt,application/json,text/plain"
          aria-describedby={describedBy(`${what}-file`, { help: true })}
          className="mb-4 block max-w-full text-sm"
          onChange={(event) => setFile(event.target.files?.[0])}
        />
        <label htmlFor={`${what}-text`} className="mb-1 block font-medium">
          {t(own.text)}
        </label>
        <textarea
          id={`${what}-text`}
          rows={4}
          spellCheck={false}
          className={`${INPUT} max-w-3xl font-mono text-sm`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <div className="mt-3 mb-4">
          <Button type="submit" disabled={busy}>
            {t(own.send)}
          </Button>
        </div>
      </form>
      {answer?.error && (
        <Notice tone="fail" role="alert" title={t("not-taken")}>
          <p>{answer.error.message}</p>
        </Notice>
      )}
      {answer && !answer.error && (
        <Notice
          tone={answer.refused?.length ? "warn" : "pass"}
          role="status"
          title={t("taken", { host: answer.host ?? "", count: answer.taken ?? 0 })}
        >
          {answer.notes?.map((note) => (
            <p key={note}>{note}</p>
          ))}
          <RefusedItems outcome={answer} />
          <p>
            <Link href={`/projects/${projectId}/checklist`}>{t("to-checklist")}</Link>
          </p>
        </Notice>
      )}
    </section>
  );
}

/** Findings that were not taken, each with its reason; nothing when all were. */
export function RefusedItems({ outcome }: { outcome: ErrandOutcome }) {
  const t = useTranslations("elsewhere");
  const { refused = [] } = outcome;
  if (refused.length === 0) return null;
  return (
    <details className="mt-1">
      <summary>{t("refused-items", { count: refused.length })}</summary>
      <ul className="mt-1 list-disc pl-5 text-sm break-words">
        {refused.map(({ item, about, because }) => (
          <li key={`${item} ${about} ${because}`}>{t("refused-item", { item, about, because })}</li>
        ))}
      </ul>
    </details>
  );
}
