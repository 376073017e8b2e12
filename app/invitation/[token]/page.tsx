import { ClientMessages } from "@/components/messages/client-messages";
import { EndedLink } from "@/components/people/ended-link";
import { AcceptInvitation, InvitationForm } from "@/components/people/entry-forms";
import { SingleSignOnButton } from "@/components/people/single-sign-on-button";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeading } from "@/components/ui/page";
import { orNotFound } from "@/lib/auth/page";
import { currentActor } from "@/lib/auth/session";
import { singleSignOn } from "@/lib/auth/single-sign-on";
import { readInvitation } from "@/lib/data/invitations";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("entry", "invitation");

/** Reading this page uses nothing up, however often a mail scanner opens it; its button does. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { email, project, known, end } = await orNotFound(readInvitation(token));
  if (end) return <EndedLink kind="invitation" end={end} />;
  const [actor, t] = await Promise.all([currentActor(), translations("entry")]);
  const provider = singleSignOn();
  const lead = project
    ? t("invited-project", { customer: project.customer, environment: project.environment, email })
    : t("invited", { email });
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading title={t("welcome")} lead={lead} />
      {actor && actor.email !== email && (
        <Notice tone="warn" title={t("another-person", { email: actor.email })}>
          <p>{t("another-person-lead", { invited: email })}</p>
        </Notice>
      )}
      <ClientMessages of={["entry"]}>
        {!known && !actor && provider && <SingleSignOnButton name={provider.name} then="/projects" />}
        {!known && !actor && <InvitationForm token={token} />}
        {actor?.email === email && <AcceptInvitation token={token} />}
      </ClientMessages>
      {known && !actor && (
        <ButtonLink look="primary" href={`/sign-in?then=${encodeURIComponent(`/invitation/${token}`)}`}>
          {t("sign-in-as", { email })}
        </ButtonLink>
      )}
    </div>
  );
}
