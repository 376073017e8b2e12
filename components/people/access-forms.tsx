"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { allowNetworks, inviteCustomer, revokeAccess } from "@/app/actions/projects";
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
        message: "The server could not be reached. Try again.",
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
        <Notice tone="fail" role="alert" title="That did not work">
          <p>{problem.message}</p>
        </Notice>
      )}
      <h2 className="mb-2 text-lg font-semibold">The customer's people</h2>
      {members.length === 0 && invitations.length === 0 && (
        <p className="mb-4 text-ink-soft">Nobody of the customer sees this project yet.</p>
      )}
      <ul className="mb-4">
        {members.map((member) => (
          <li key={member.userId} className="flex flex-wrap items-center gap-3 py-1">
            {member.name}, {member.email}
            {manages && (
              <Button disabled={busy} onClick={() => act(revokeAccess({ projectId, member: member.userId }))}>
                End access
              </Button>
            )}
          </li>
        ))}
        {invitations.map((invitation) => (
          <li key={invitation.id} className="flex flex-wrap items-center gap-3 py-1 text-ink-soft">
            {invitation.email}, invited until <Moment iso={invitation.expiresAt} time={false} />
            {manages && (
              <Button disabled={busy} onClick={() => act(revokeAccess({ projectId, invitation: invitation.id }))}>
                Take back
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
            label="Invite by e-mail address"
            type="email"
            help="You get a link to send. It works once, for seven days, and opens this project only."
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            error={problem?.field === "email" ? problem.message : undefined}
          />
          <Button type="submit" look="primary" disabled={busy}>
            Make the link
          </Button>
        </form>
      )}
      {link && (
        <Notice tone="pass" role="status" title="Send this link. It is shown only now.">
          <p className="font-mono text-sm break-all">{link}</p>
          <div className="mt-2 flex items-center gap-2">
            <CopyButton text={link} label="Copy the link" />
          </div>
        </Notice>
      )}
      <h2 className="mb-1 text-lg font-semibold">Networks that checks may reach</h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setSaved(false);
          act(allowNetworks({ projectId, networks: text.split(/[\s,]+/).filter(Boolean) }), () => setSaved(true));
        }}
      >
        <label htmlFor="networks" className="mb-1 block text-sm text-ink-soft">
          Private networks are closed until somebody opens them here. One a line, such as 10.2.0.0/16.
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
            Save the networks
          </Button>
          {saved && <span role="status">Saved</span>}
        </div>
      </form>
    </>
  );
}
