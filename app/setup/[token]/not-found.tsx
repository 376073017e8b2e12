import { ButtonLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";
import { translations } from "@/lib/messages/server";

/** Used, expired and never made look the same, so that links cannot be guessed; each says the way on. */
export default async function NoSetup() {
  const [t, words] = await Promise.all([translations("entry"), translations("words")]);
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading title={t("no-set-up")} lead={t("no-set-up-lead")} />
      <ButtonLink href="/sign-in" look="primary">
        {words("sign-in")}
      </ButtonLink>
    </div>
  );
}
