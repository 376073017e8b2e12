import { notFound } from "next/navigation";

import { ClientMessages } from "@/components/messages/client-messages";
import { Colleagues } from "@/components/people/colleagues";
import { PeopleTable } from "@/components/people/people-table";
import { PageHeading } from "@/components/ui/page";
import { requireActor } from "@/lib/auth/session";
import { invitedColleagues } from "@/lib/data/invitations";
import { listUsers } from "@/lib/data/users";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("people", "title");

export default async function PeoplePage() {
  const actor = await requireActor("/administration/people");
  if (actor.role !== "admin") notFound();
  const [t, people, invitations] = await Promise.all([
    translations("people"),
    listUsers(actor),
    invitedColleagues(actor),
  ]);
  return (
    <ClientMessages of={["people", "access"]}>
      <PageHeading title={t("title")} lead={t("lead")} />
      <PeopleTable people={people} self={actor.userId} />
      <Colleagues invitations={invitations} />
    </ClientMessages>
  );
}
