import { ClientMessages } from "@/components/messages/client-messages";
import { ChoicesForm } from "@/components/notify/choices-form";
import { PasswordForm } from "@/components/people/entry-forms";
import { KeysSwitch } from "@/components/people/keys-switch";
import { ReadingForm } from "@/components/people/reading-form";
import { PageHeading } from "@/components/ui/page";
import { requireActor } from "@/lib/auth/session";
import { mailIsSetUp } from "@/lib/data/deliveries";
import { getChoices } from "@/lib/data/notifications";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("account", "title");

export default async function AccountPage() {
  const actor = await requireActor("/account");
  const [t, words, notices, choices] = await Promise.all([
    translations("account"),
    translations("words"),
    translations("notifications"),
    getChoices(actor),
  ]);
  const { name, email, role, locale, timeZone } = actor;
  return (
    <div className="max-w-2xl">
      <PageHeading title={t("title")} lead={t("lead", { name, email, role: words(`role-${role}`) })} />
      <ClientMessages of={["account", "notifications"]}>
        <h2 className="mb-3 text-lg font-semibold">{t("wishes")}</h2>
        <ReadingForm locale={locale} timeZone={timeZone} zones={Intl.supportedValuesOf("timeZone")} />
        <h2 id="messages" className="mb-1 scroll-mt-4 text-lg font-semibold">
          {notices("choose-title")}
        </h2>
        <p className="mb-3 text-ink-soft">{notices("choose-lead")}</p>
        <ChoicesForm first={choices} mailing={mailIsSetUp()} />
        <h2 className="mb-3 text-lg font-semibold">{t("keyboard")}</h2>
        <KeysSwitch />
        <h2 className="mb-3 text-lg font-semibold">{t("password")}</h2>
        <p className="mb-4 text-ink-soft">{t("password-lead")}</p>
        <PasswordForm />
      </ClientMessages>
    </div>
  );
}
