import { redirect } from "next/navigation";

import { requireActor } from "@/lib/auth/session";

export default async function AdministrationPage() {
  const actor = await requireActor("/administration");
  redirect(actor.role === "admin" ? "/administration/people" : "/administration/products");
}
