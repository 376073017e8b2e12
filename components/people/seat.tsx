"use client";

import type { ReactNode } from "react";

import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Moment } from "@/components/ui/moment";
import type { OpenInvitation } from "@/lib/auth/people";

const STATE = {
  in: { sign: "✓", className: "text-pass bg-pass-soft" },
  invited: { sign: "→", className: "text-accent bg-accent-soft" },
  expired: { sign: "!", className: "text-warn bg-warn-soft" },
  "locked-out": { sign: "✕", className: "text-fail bg-fail-soft" },
  "access-ended": { sign: "–", className: "text-na bg-na-soft" },
  "invitation-revoked": { sign: "–", className: "text-na bg-na-soft" },
} as const;

/** One person's line in a list of seats: who, in which state, the particulars, and what can be done. */
export function Seat({
  who,
  state,
  children,
  actions,
}: {
  who: ReactNode;
  state: keyof typeof STATE;
  children: ReactNode;
  actions?: ReactNode;
}) {
  const t = useTranslations("access");
  const { sign, className } = STATE[state];
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line px-4 py-3 last:border-0">
      <div className="min-w-0 break-words">
        <p className="font-medium">{who}</p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-soft">
          <span className={classNames("inline-flex items-center gap-1.5 rounded px-1.5 font-medium", className)}>
            <span aria-hidden="true">{sign}</span>
            {t(state)}
          </span>
          <span>{children}</span>
        </p>
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </li>
  );
}

/** An invitation that nobody has used: until when, by whom, and a new link or its end for those who may. */
export function InvitationSeat({
  invitation,
  busy,
  resend,
  revoke,
}: {
  invitation: OpenInvitation;
  busy: boolean;
  resend?: () => void;
  revoke?: () => void;
}) {
  const t = useTranslations("access");
  const words = useTranslations("words");
  const { email, role, expiresAt, invitedBy, expired } = invitation;
  const when = () => <Moment key="when" iso={expiresAt} time={false} />;
  return (
    <Seat
      who={email}
      state={expired ? "expired" : "invited"}
      actions={
        resend &&
        revoke && (
          <>
            <Button disabled={busy} onClick={resend} aria-label={t("resend-to", { email })}>
              {t("resend")}
            </Button>
            <Button disabled={busy} onClick={revoke} aria-label={t("take-back-of", { email })}>
              {t("take-back")}
            </Button>
          </>
        )
      }
    >
      {words(`role-${role}`)} · {invitedBy ? t.rich("until-by", { when, by: invitedBy }) : t.rich("until", { when })}
    </Seat>
  );
}
