"use client";

import { useState } from "react";

import { inviteColleague, resendColleague, revokeColleague } from "@/app/actions/people";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { INPUT, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useAct } from "@/components/ui/use-act";
import type { MadeLink, OpenInvitation } from "@/lib/auth/people";

import { MadeLinks } from "./made-links";
import { InvitationSeat } from "./seat";
import { VENDOR_ROLES, type VendorRole } from "./vendor-roles";

/** SESTEK's people who are invited, and the form that invites one more. */
export function Colleagues({ invitations }: { invitations: readonly OpenInvitation[] }) {
  const t = useTranslations("people");
  const words = useTranslations("words");
  const { act, busy, problem } = useAct();
  const [links, setLinks] = useState<MadeLink[]>([]);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<VendorRole>("engineer");
  const made = (link: MadeLink) => setLinks([link]);
  const wrong = problem?.field === "email" ? problem.message : undefined;
  const add = () =>
    act(
      async () => {
        setLinks([]);
        const answer = await inviteColleague({ email, role });
        if (!answer.ok && answer.field === "email") document.getElementById("email")?.focus();
        return answer;
      },
      (link) => {
        made(link);
        setEmail("");
      },
    );
  return (
    <>
      {problem && !wrong && (
        <Notice tone="fail" role="alert" title={words("failed")}>
          <p>{problem.message}</p>
        </Notice>
      )}
      <h2 className="mb-2 text-lg font-semibold">{t("waiting")}</h2>
      {invitations.length === 0 ? (
        <p className="mb-8 text-ink-soft">{t("nobody-waiting")}</p>
      ) : (
        <ul className="mb-8 rounded-lg border border-line bg-card">
          {invitations.map((invitation) => (
            <InvitationSeat
              key={invitation.id}
              invitation={invitation}
              busy={busy}
              resend={() => act(() => resendColleague({ invitationId: invitation.id }), made)}
              revoke={() =>
                act(
                  () => revokeColleague({ invitationId: invitation.id }),
                  () => setLinks([]),
                )
              }
            />
          ))}
        </ul>
      )}
      <h2 className="mb-3 text-lg font-semibold">{t("add")}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
        noValidate
      >
        <TextField
          id="email"
          type="email"
          label={t("email")}
          help={t("add-help")}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={wrong}
        />
        <label htmlFor="role" className="mb-1 block font-medium">
          {t("role")}
        </label>
        <select
          id="role"
          value={role}
          onChange={(event) => setRole(event.target.value as VendorRole)}
          className={`${INPUT} mb-5 block`}
        >
          {VENDOR_ROLES.map((one) => (
            <option key={one} value={one}>
              {words(`role-${one}`)}
            </option>
          ))}
        </select>
        <Button type="submit" look="primary" disabled={busy}>
          {t("make-link")}
        </Button>
      </form>
      <div className="mt-6">
        <MadeLinks links={links} />
      </div>
    </>
  );
}
