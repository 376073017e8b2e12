import { notFound } from "next/navigation";

import { SetupForm } from "@/components/people/entry-forms";
import { PageHeading } from "@/components/ui/page";
import { isOpenSetup } from "@/lib/data/links";

export const metadata = { title: "Set up" };

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await isOpenSetup(token))) notFound();
  return (
    <div className="mx-auto max-w-md py-8">
      <PageHeading title="Set up Knovvu Readiness" lead="You become the first administrator. This link works once." />
      <SetupForm token={token} />
    </div>
  );
}
