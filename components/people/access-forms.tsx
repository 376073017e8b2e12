"use client";

import { useState } from "react";

import { inviteCustomers } from "@/app/actions/access";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { describedBy, ErrorMessage, INPUT } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useAct } from "@/components/ui/use-act";
import type { AccessList, MadeLink } from "@/lib/auth/people";

import { MadeLinks } from "./made-links";
import { Seats } from "./seats";

/** The seats of a project, and the form that invites several people of the customer at once. */
export function AccessForms({ projectId, manages, ...seats }: AccessList & { projectId: string; manages: boolean }) {
  const t = useTranslations("access");
  const words = useTranslations("words");
  const { act, busy, problem } = useAct();
  const [links, setLinks] = useState<MadeLink[]>([]);
  const [text, setText] = useState("");
  const wrong = problem?.field === "email" ? problem.message : undefined;
  const invite = () =>
    act(
      () => inviteCustomers({ projectId, emails: text.split(/[\s,;]+/).filter(Boolean) }),
      (made) => {
        setLinks(made);
        setText("");
      },
    );
  return (
    <>
      {problem && !wrong && (
        <Notice tone="fail" role="alert" title={words("failed")}>
          <p>{problem.message}</p>
        </Notice>
      )}
      <h2 className="mb-2 text-lg font-semibold">{t("people")}</h2>
      <Seats projectId={projectId} manages={manages} act={act} busy={busy} made={setLinks} {...seats} />
      {manages && (
        <form
          className="mt-6"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            invite();
          }}
        >
          <label htmlFor="email" className="mb-1 block font-medium">
            {t("invite")}
          </label>
          <p id="email-help" className="mb-1 max-w-xl text-sm text-ink-soft">
            {t("invite-help")}
          </p>
          <textarea
            id="email"
            rows={2}
            spellCheck={false}
            autoCapitalize="none"
            className={INPUT}
            value={text}
            aria-invalid={wrong ? true : undefined}
            aria-describedby={describedBy("email", { help: true, error: wrong !== undefined })}
            onChange={(event) => setText(event.target.value)}
          />
          {wrong && <ErrorMessage id="email">{wrong}</ErrorMessage>}
          <div className="mt-3">
            <Button type="submit" look="primary" disabled={busy}>
              {t("make-links")}
            </Button>
          </div>
        </form>
      )}
      <div className="mt-6">
        <MadeLinks links={links} />
      </div>
    </>
  );
}
