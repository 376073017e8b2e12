import { notFound } from "next/navigation";

import { ClientMessages } from "@/components/messages/client-messages";
import { PeopleTable } from "@/components/people/people-table";
import { PageHeading } from "@/components/ui/page";
import { requireActor } from "@/lib/auth/session";
import { listUsers } from "@/lib/data/users";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("people", "title");

export default async function PeoplePage() {
  const actor = await requireActor("/administration/people");
  if (actor.role !== "admin") notFound();
  const t = await translations("people");
  return (
    <ClientMessages of={["people"]}>
      <PageHeading title={t("title")} lead={t("lead")} />
      <PeopleTable people={await listUsers(actor)} self={actor.userId} />
    </ClientMessages>
  );
}
