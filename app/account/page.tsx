import { ClientMessages } from "@/components/messages/client-messages";
import { PasswordForm } from "@/components/people/entry-forms";
import { KeysSwitch } from "@/components/people/keys-switch";
import { ReadingForm } from "@/components/people/reading-form";
import { PageHeading } from "@/components/ui/page";
import { requireActor } from "@/lib/auth/session";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("account", "title");

export default async function AccountPage() {
  const actor = await requireActor("/account");
  const [t, words] = await Promise.all([translations("account"), translations("words")]);
  const { name, email, role, locale, timeZone } = actor;
  return (
    <div className="max-w-md">
      <PageHeading title={t("title")} lead={t("lead", { name, email, role: words(`role-${role}`) })} />
      <ClientMessages of={["account"]}>
        <h2 className="mb-3 text-lg font-semibold">{t("wishes")}</h2>
        <ReadingForm locale={locale} timeZone={timeZone} zones={Intl.supportedValuesOf("timeZone")} />
        <h2 className="mb-3 text-lg font-semibold">{t("keyboard")}</h2>
        <KeysSwitch />
        <h2 className="mb-3 text-lg font-semibold">{t("password")}</h2>
        <p className="mb-4 text-ink-soft">{t("password-lead")}</p>
        <PasswordForm />
      </ClientMessages>
    </div>
  );
}
