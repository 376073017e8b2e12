import { ButtonLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";
import type { LinkEnd } from "@/lib/auth/people";
import { translations } from "@/lib/messages/server";

/** What a single-use link that ended says: why, and the way on. */
export async function EndedLink({ kind, end }: { kind: "invitation" | "setup" | "reset"; end: LinkEnd }) {
  const [t, words] = await Promise.all([translations("entry"), translations("words")]);
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading title={t(`ended-${end}`)} lead={t(`${kind}-${end}-lead`)} />
      <ButtonLink href="/sign-in" look="primary">
        {words("sign-in")}
      </ButtonLink>
    </div>
  );
}
