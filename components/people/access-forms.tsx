"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { allowNetworks, inviteCustomer, revokeAccess } from "@/app/actions/projects";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorMessage, INPUT, TextField } from "@/components/ui/field";
import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import type { AccessList } from "@/lib/auth/people";

/** Invitations of the customer, who came in, and the private networks that checks may reach. */
export function AccessForms({
  projectId,
  members,
  invitations,
  networks,
  manages,
}: AccessList & { projectId: string; networks: readonly string[]; manages: boolean }) {
  const t = useTranslations("access");
  const words = useTranslations("words");
  const router = useRouter();
  const [link, setLink] = useState("");
  const [email, setEmail] = useState("");
  const [text, setText] = useState(networks.join("\n"));
  const [problem, setProblem] = useState<{ field?: string | undefined; message: string }>();
  const [saved, setSaved] = useState(false);
  const [busy, start] = useTransition();
  const act = <Data,>(
    work: Promise<{ ok: true; data: Data } | { ok: false; message: string; field?: string }>,
    then: (data: Data) => void = () => {},
  ) =>
    start(async () => {
      const answer = await work.catch(() => ({
        ok: false as const,
        message: words("unreachable"),
      }));
      if (answer.ok) then(answer.data);
      setProblem(
        answer.ok ? undefined : { message: answer.message, field: "field" in answer ? answer.field : undefined },
      );
      router.refresh();
    });
  return (
    <>
      {problem && !problem.field && (
        <Notice tone="fail" role="alert" title={words("failed")}>
          <p>{problem.message}</p>
        </Notice>
      )}
      <h2 className="mb-2 text-lg font-semibold">{t("people")}</h2>
      {members.length === 0 && invitations.length === 0 && <p className="mb-4 text-ink-soft">{t("nobody")}</p>}
      <ul className="mb-4">
        {members.map((member) => (
          <li key={member.userId} className="flex flex-wrap items-center gap-3 py-1">
            {member.name}, {member.email}
            {manages && (
              <Button disabled={busy} onClick={() => act(revokeAccess({ projectId, member: member.userId }))}>
                {t("end")}
              </Button>
            )}
          </li>
        ))}
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex flex-wrap items-center gap-3 py-1 text-ink-soft">
            {t.rich("invited-until", {
              email: invitation.email,
              until: () => <Moment key="until" iso={invitation.expiresAt} time={false} />,
            })}
            {manages && (
              <Button disabled={busy} onClick={() => act(revokeAccess({ projectId, invitation: invitation.id }))}>
                {t("take-back")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {manages && (
        <form
          className="mb-10"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            act(inviteCustomer({ projectId, email }), ({ path }) => {
              setLink(new URL(path, window.location.href).href);
              setEmail("");
            });
          }}
        >
          <TextField
            id="email"
            label={t("invite")}
            type="email"
            help={t("invite-help")}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            error={problem?.field === "email" ? problem.message : undefined}
          />
          <Button type="submit" look="primary" disabled={busy}>
            {t("make-link")}
          </Button>
        </form>
      )}
      {link && (
        <Notice tone="pass" role="status" title={t("send-link")}>
          <p className="font-mono text-sm break-all">{link}</p>
          <div className="mt-2 flex items-center gap-2">
            <CopyButton text={link} label={t("copy-link")} />
          </div>
        </Notice>
      )}
      <h2 className="mb-1 text-lg font-semibold">{t("networks")}</h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setSaved(false);
          act(allowNetworks({ projectId, networks: text.split(/[\s,]+/).filter(Boolean) }), () => setSaved(true));
        }}
      >
        <label htmlFor="networks" className="mb-1 block text-sm text-ink-soft">
          {t("networks-help")}
        </label>
        <textarea
          id="networks"
          rows={4}
          className={`${INPUT} font-mono text-sm`}
          value={text}
          aria-invalid={problem?.field === "networks" || undefined}
          onChange={(event) => setText(event.target.value)}
        />
        {problem?.field === "networks" && <ErrorMessage id="networks">{problem.message}</ErrorMessage>}
        <div className="mt-2 flex items-center gap-3">
          <Button type="submit" disabled={busy}>
            {t("save-networks")}
          </Button>
          {saved && <span role="status">{words("saved")}</span>}
        </div>
      </form>
    </>
  );
}
