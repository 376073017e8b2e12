"use client";

import { endAccess, resendInvitation, revokeInvitation } from "@/app/actions/access";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { Moment } from "@/components/ui/moment";
import { EmptyState } from "@/components/ui/page";
import type { useAct } from "@/components/ui/use-act";
import type { AccessList, MadeLink } from "@/lib/auth/people";

import { InvitationSeat, Seat } from "./seat";

const CARD = "rounded-lg border border-line bg-card";

/** Who of the customer is in, who is invited, and, folded away, whose seat has ended. */
export function Seats({
  projectId,
  members,
  invitations,
  ended,
  manages,
  act,
  busy,
  made,
}: AccessList & { projectId: string; manages: boolean; made: (links: MadeLink[]) => void } & Pick<
    ReturnType<typeof useAct>,
    "act" | "busy"
  >) {
  const t = useTranslations("access");
  const words = useTranslations("words");
  const when =
    (iso: string, time = false) =>
    () => <Moment key="when" iso={iso} time={time} />;
  return (
    <>
      {members.length + invitations.length === 0 ? (
        <EmptyState title={t("nobody")}>{t(manages ? "nobody-invite" : "nobody-ask")}</EmptyState>
      ) : (
        <ul className={CARD}>
          {members.map(({ userId, name, email, since, disabled, invitedBy }) => (
            <Seat
              key={userId}
              who={`${name}, ${email}`}
              state={disabled ? "locked-out" : "in"}
              actions={
                manages && (
                  <Button
                    disabled={busy}
                    aria-label={t("end-of", { name })}
                    onClick={() => act(() => endAccess({ projectId, userId }))}
                  >
                    {t("end")}
                  </Button>
                )
              }
            >
              {words("role-customer")} ·{" "}
              {invitedBy
                ? t.rich("since-by", { when: when(since), by: invitedBy })
                : t.rich("since", { when: when(since) })}
            </Seat>
          ))}
          {invitations.map((invitation) => {
            const input = { projectId, invitationId: invitation.id };
            return (
              <InvitationSeat
                key={invitation.id}
                invitation={invitation}
                busy={busy}
                {...(manages
                  ? {
                      resend: () =>
                        act(
                          () => resendInvitation(input),
                          (link) => made([link]),
                        ),
                      revoke: () =>
                        act(
                          () => revokeInvitation(input),
                          () => made([]),
                        ),
                    }
                  : {})}
              />
            );
          })}
        </ul>
      )}
      {ended.length > 0 && (
        <details className="mt-3">
          <summary className="cursor-pointer text-sm text-ink-soft">{t("earlier", { count: ended.length })}</summary>
          <ul className={`mt-2 ${CARD}`}>
            {ended.map(({ email, how, at, by }) => (
              <Seat key={email} who={email} state={how}>
                {by ? t.rich("ended-by", { when: when(at, true), by }) : t.rich("ended", { when: when(at, true) })}
              </Seat>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
