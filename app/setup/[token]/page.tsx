import { notFound } from "next/navigation";

import { ClientMessages } from "@/components/messages/client-messages";
import { SetupForm } from "@/components/people/entry-forms";
import { PageHeading } from "@/components/ui/page";
import { isOpenSetup } from "@/lib/data/links";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("entry", "set-up");

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await isOpenSetup(token))) notFound();
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
