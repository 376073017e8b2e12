import { notFound } from "next/navigation";

import { ClientMessages } from "@/components/messages/client-messages";
import { AcceptInvitation, InvitationForm } from "@/components/people/entry-forms";
import { ButtonLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";
import { currentActor } from "@/lib/auth/session";
import { readInvitation } from "@/lib/data/links";
import { NotFound } from "@/lib/errors";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("entry", "invitation");

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await readInvitation(token).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  const { email, project, known } = invitation;
  const actor = await currentActor();
  const t = await translations("entry");
  const lead = project
    ? t("invited-project", { customer: project.customer, environment: project.environment, email })
    : t("invited", { email });
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading title={t("welcome")} lead={lead} />
      <ClientMessages of={["entry"]}>
        {!known && <InvitationForm token={token} />}
        {known && actor?.email === email && <AcceptInvitation token={token} />}
      </ClientMessages>
      {known && actor?.email !== email && (
        <ButtonLink look="primary" href={`/sign-in?then=${encodeURIComponent(`/invitation/${token}`)}`}>
          {t("sign-in-as", { email })}
        </ButtonLink>
      )}
    </div>
  );
}
