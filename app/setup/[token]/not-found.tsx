import { ButtonLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";
import { translations } from "@/lib/messages/server";

/** A link that was never made, or whose end is missing; an ended one says why on its own page. */
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
