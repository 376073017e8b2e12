import { PasswordForm } from "@/components/people/entry-forms";
import { PageHeading } from "@/components/ui/page";
import { requireActor } from "@/lib/auth/session";

export const metadata = { title: "Your account" };

const ROLE = {
  admin: "Administrator",
  manager: "Project manager",
  engineer: "Engineer",
  customer: "Customer",
} as const;

export default async function AccountPage() {
  const actor = await requireActor("/account");
  return (
    <div className="max-w-md">
      <PageHeading title="Your account" lead={`${actor.name}, ${actor.email}, ${ROLE[actor.role]}`} />
      <h2 className="mb-3 text-lg font-semibold">Change your password</h2>
      <p className="mb-4 text-ink-soft">You are signed out everywhere, and sign in again with the new one.</p>
      <PasswordForm />
    </div>
  );
}
