import { ButtonLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";
import { translations } from "@/lib/messages/server";

/** A link that was never made, or whose end is missing. */
export default async function NoReset() {
  const [t, words] = await Promise.all([translations("entry"), translations("words")]);
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading title={t("no-reset")} lead={t("no-reset-lead")} />
      <ButtonLink href="/sign-in" look="primary">
        {words("sign-in")}
      </ButtonLink>
    </div>
  );
}
