import { ButtonLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";

/** Used, expired and never made look the same, so that links cannot be guessed; each says the way on. */
export default function NoSetup() {
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading
        title="This set-up link does not work any more"
        lead="It works once, for one day. While nobody can sign in, every start of the application prints a new one; after that, an administrator lets people in."
      />
      <ButtonLink href="/sign-in" look="primary">
        Sign in
      </ButtonLink>
    </div>
  );
}
