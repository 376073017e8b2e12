import { ButtonLink } from "@/components/ui/button";
import { translations } from "@/lib/messages/server";

export default async function NotFound() {
  const [t, words] = await Promise.all([translations("entry"), translations("words")]);
  return (
    <div className="mx-auto max-w-xl py-16">
      <h1 className="text-2xl font-semibold">{t("not-there")}</h1>
      <p className="mt-2 mb-6 text-ink-soft">{t("not-there-lead")}</p>
      <ButtonLink href="/projects" look="primary">
        {words("to-projects")}
      </ButtonLink>
    </div>
  );
}
