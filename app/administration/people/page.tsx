import { notFound } from "next/navigation";

import { PeopleTable } from "@/components/people/people-table";
import { PageHeading } from "@/components/ui/page";
import { requireActor } from "@/lib/auth/session";
import { listUsers } from "@/lib/data/users";

export const metadata = { title: "People" };

export default async function PeoplePage() {
  const actor = await requireActor("/administration/people");
  if (actor.role !== "admin") notFound();
  return (
    <>
      <PageHeading
        title="People"
        lead="SESTEK's people see every project. Customers are invited from their project and see that one only."
      />
      <PeopleTable people={await listUsers(actor)} self={actor.userId} />
    </>
  );
}
