import { notFound } from "next/navigation";

import { AcceptInvitation, InvitationForm } from "@/components/people/entry-forms";
import { ButtonLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";
import { currentActor } from "@/lib/auth/session";
import { readInvitation } from "@/lib/data/links";
import { NotFound } from "@/lib/errors";

export const metadata = { title: "Invitation" };

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await readInvitation(token).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  const { email, project, known } = invitation;
  const actor = await currentActor();
  const lead = project
    ? `You are invited to ${project.customer}, ${project.environment}, as ${email}.`
    : `You are invited as ${email}.`;
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading title="Welcome" lead={`${lead} This link works once.`} />
      {!known && <InvitationForm token={token} />}
      {known && actor?.email === email && <AcceptInvitation token={token} />}
      {known && actor?.email !== email && (
        <ButtonLink look="primary" href={`/sign-in?then=${encodeURIComponent(`/invitation/${token}`)}`}>
          Sign in as {email}
        </ButtonLink>
      )}
    </div>
  );
}
