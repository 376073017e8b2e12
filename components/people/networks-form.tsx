"use client";

import { useState } from "react";

import { allowNetworks } from "@/app/actions/projects";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { ErrorMessage, INPUT } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useAct } from "@/components/ui/use-act";

/** The private networks of the customer that the checks of one project may reach. */
export function NetworksForm({ projectId, networks }: { projectId: string; networks: readonly string[] }) {
  const t = useTranslations("access");
  const words = useTranslations("words");
  const { act, busy, problem } = useAct();
  const [text, setText] = useState(networks.join("\n"));
  const [saved, setSaved] = useState(false);
  const wrong = problem?.field === "networks" ? problem.message : undefined;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setSaved(false);
        const list = text.split(/[\s,]+/).filter(Boolean);
        act(
          () => allowNetworks({ projectId, networks: list }),
          () => setSaved(true),
        );
      }}
    >
      {problem && !wrong && (
        <Notice tone="fail" role="alert" title={words("failed")}>
          <p>{problem.message}</p>
        </Notice>
      )}
      <label htmlFor="networks" className="mb-1 block text-sm text-ink-soft">
        {t("networks-help")}
      </label>
      <textarea
        id="networks"
        rows={4}
        className={`${INPUT} font-mono text-sm`}
        value={text}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? "networks-error" : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      {wrong && <ErrorMessage id="networks">{wrong}</ErrorMessage>}
      <div className="mt-2 flex items-center gap-3">
        <Button type="submit" disabled={busy}>
          {t("save-networks")}
        </Button>
        {saved && <span role="status">{words("saved")}</span>}
      </div>
    </form>
  );
}
