import { ClientMessages } from "@/components/messages/client-messages";
import { EndedLink } from "@/components/people/ended-link";
import { SetupForm } from "@/components/people/entry-forms";
import { PageHeading } from "@/components/ui/page";
import { orNotFound } from "@/lib/auth/page";
import { endOfSetup } from "@/lib/data/set-up";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("entry", "set-up");

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const end = await orNotFound(endOfSetup(token));
  if (end) return <EndedLink kind="setup" end={end} />;
  const t = await translations("entry");
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading title={t("set-up-title")} lead={t("set-up-lead")} />
      <ClientMessages of={["entry"]}>
        <SetupForm token={token} />
      </ClientMessages>
    </div>
  );
}
