import { ButtonLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";

/** Used, expired and never made look the same, so that links cannot be guessed; each says the way on. */
export default function NoInvitation() {
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading
        title="This invitation does not work any more"
        lead="It works once, for seven days. If you used it already, sign in; if not, ask the person who sent it for a new one."
      />
      <ButtonLink href="/sign-in" look="primary">
        Sign in
      </ButtonLink>
    </div>
  );
}
