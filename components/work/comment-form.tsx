"use client";

import { useRef, useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { INPUT } from "@/components/ui/field";

import { useWork } from "./work-context";

/** Tells a comment from every other one, so that one that is sent twice is written once. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A comment with mentions and files; what was typed stays until the server has it. */
export function CommentForm({ requirementId, onSent }: { requirementId?: string; onSent: () => void }) {
  const t = useTranslations("work");
  const words = useTranslations("words");
  const { projectId, people, vendor, me } = useWork();
  const [text, setText] = useState("");
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const key = useRef("");
  const box = useRef<HTMLTextAreaElement>(null);
  const id = requirementId ?? "project";
  const mention = (name: string) => {
    const at = box.current?.selectionEnd ?? text.length;
    const before = text.slice(0, at);
    setText(`${before}${before === "" || /\s$/.test(before) ? "" : " "}@${name} ${text.slice(at)}`);
    box.current?.focus();
  };
  async function send(form: HTMLFormElement) {
    const data = new FormData(form);
    key.current ||= newKey();
    data.set("key", key.current);
    if (requirementId) data.set("requirementId", requirementId);
    const named = people.filter(({ name }) => text.includes(`@${name}`)).map((one) => one.id);
    data.set("mentions", named.join(","));
    setBusy(true);
    setSaid("");
    try {
      const response = await fetch(`/api/projects/${projectId}/comments`, { method: "POST", body: data });
      const answer = (await response.json()) as { error?: { message: string } };
      setProblem(answer.error?.message ?? "");
      if (response.ok) {
        form.reset();
        setText("");
        key.current = "";
        setSaid(t("comment-sent"));
        onSent();
      }
    } catch {
      setProblem(words("unreachable"));
    }
    setBusy(false);
  }
  return (
    <form
      className="mt-3 max-w-xl"
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      <label htmlFor={`${id}-comment`} className="mb-1 block font-medium">
        {t("comment-label")}
      </label>
      <textarea
        ref={box}
        id={`${id}-comment`}
        name="text"
        rows={3}
        maxLength={4000}
        dir="auto"
        className={INPUT}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="mt-2 flex flex-wrap items-center gap-x-6 gap-y-2">
        <select
          aria-label={t("comment-mention")}
          className={classNames(INPUT, "w-auto! max-w-56! py-1! text-sm")}
          value=""
          onChange={(event) => mention(event.target.value)}
        >
          <option value="">@ {t("comment-mention")}</option>
          {people
            .filter((one) => one.id !== me)
            .map((one) => (
              <option key={one.id} value={one.name}>
                {one.name}
              </option>
            ))}
        </select>
        {vendor && (
          <label className="inline-flex items-center gap-2 text-sm">
            <input type="checkbox" name="internal" value="yes" /> {t("comment-internal")}
          </label>
        )}
      </div>
      <label htmlFor={`${id}-files`} className="mt-3 mb-1 block text-sm text-ink-soft">
        {t("comment-files")}
      </label>
      <input id={`${id}-files`} name="file" type="file" multiple accept=".pdf,.png,.txt,.log,.csv" />
      {problem && (
        <p role="alert" className="mt-2 text-sm font-medium text-fail">
          {problem}
        </p>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={busy}>
          {t("comment-send")}
        </Button>
        <span role="status" className="text-sm text-ink-soft">
          {said}
        </span>
      </div>
    </form>
  );
}
