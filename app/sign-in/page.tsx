import { redirect } from "next/navigation";

import { ClientMessages } from "@/components/messages/client-messages";
import { SignInForm } from "@/components/people/sign-in-form";
import { SingleSignOnButton } from "@/components/people/single-sign-on-button";
import { Notice } from "@/components/ui/notice";
import { PageHeading } from "@/components/ui/page";
import { SSO_REFUSALS } from "@/lib/auth/claims";
import { currentActor } from "@/lib/auth/session";
import { singleSignOn } from "@/lib/auth/single-sign-on";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("words", "sign-in");

/** Only a path of our own may follow the sign-in. */
function ownPath(then: string | undefined): string {
  return then && /^\/(?![/\\])/.test(then) ? then : "/projects";
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ then?: string; changed?: string; refused?: string; error?: string }>;
}) {
  const { then: wanted, changed, refused, error } = await searchParams;
  const then = ownPath(wanted);
  if (await currentActor()) redirect(then);
  const [t, words] = await Promise.all([translations("entry"), translations("words")]);
  const provider = singleSignOn();
  const why = SSO_REFUSALS.find((one) => one === refused) ?? (refused || error ? "failed" : undefined);
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading title={words("sign-in")} lead={t("sign-in-lead")} />
      {changed === "password" && (
        <Notice tone="pass" role="status" title={t("changed")}>
          <p>{t("changed-lead")}</p>
        </Notice>
      )}
      {provider && why && (
        <Notice tone="fail" role="alert" title={t("refused")}>
          <p>{t(`refused-${why}`, { name: provider.name })}</p>
        </Notice>
      )}
      <ClientMessages of={["entry"]}>
        {provider && <SingleSignOnButton name={provider.name} then={then} />}
        <SignInForm then={then} />
      </ClientMessages>
    </div>
  );
}
