import { redirect } from "next/navigation";

import { SignInForm } from "@/components/people/sign-in-form";
import { Notice } from "@/components/ui/notice";
import { PageHeading } from "@/components/ui/page";
import { currentActor } from "@/lib/auth/session";

export const metadata = { title: "Sign in" };

/** Only a path of our own may follow the sign-in. */
function ownPath(then: string | undefined): string {
  return then && /^\/(?![/\\])/.test(then) ? then : "/projects";
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ then?: string; changed?: string }>;
}) {
  const { then: wanted, changed } = await searchParams;
  const then = ownPath(wanted);
  if (await currentActor()) redirect(then);
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading title="Sign in" lead="Customers come in by the link that their project manager sent." />
      {changed === "password" && (
        <Notice tone="pass" role="status" title="Your password is changed">
          <p>Sign in with the new one. Every other session has ended.</p>
        </Notice>
      )}
      <SignInForm then={then} />
    </div>
  );
}
