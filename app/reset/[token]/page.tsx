import { ClientMessages } from "@/components/messages/client-messages";
import { EndedLink } from "@/components/people/ended-link";
import { ResetForm } from "@/components/people/entry-forms";
import { PageHeading } from "@/components/ui/page";
import { orNotFound } from "@/lib/auth/page";
import { readReset } from "@/lib/data/password-reset";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("entry", "reset");

/** A new password by an administrator's link; reading this page uses nothing up. */
export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const { email, end } = await orNotFound(readReset(token));
  if (end) return <EndedLink kind="reset" end={end} />;
  const t = await translations("entry");
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading title={t("reset-title")} lead={t("reset-lead", { email })} />
      <ClientMessages of={["entry"]}>
        <ResetForm token={token} />
      </ClientMessages>
    </div>
  );
}
