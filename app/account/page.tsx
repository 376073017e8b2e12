import { ClientMessages } from "@/components/messages/client-messages";
import { PasswordForm } from "@/components/people/entry-forms";
import { PageHeading } from "@/components/ui/page";
import { requireActor } from "@/lib/auth/session";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("account", "title");

export default async function AccountPage() {
  const actor = await requireActor("/account");
  const [t, words] = await Promise.all([translations("account"), translations("words")]);
  const { name, email, role } = actor;
  return (
    <div className="max-w-md">
      <PageHeading title={t("title")} lead={t("lead", { name, email, role: words(`role-${role}`) })} />
      <h2 className="mb-3 text-lg font-semibold">{t("password")}</h2>
      <p className="mb-4 text-ink-soft">{t("password-lead")}</p>
      <ClientMessages of={["account"]}>
        <PasswordForm />
      </ClientMessages>
    </div>
  );
}
