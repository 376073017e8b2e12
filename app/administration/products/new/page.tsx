import { notFound } from "next/navigation";

import { ClientMessages } from "@/components/messages/client-messages";
import { ClientSentences } from "@/components/messages/client-sentences";
import { ProductForm } from "@/components/products/product-form";
import { PageHeading } from "@/components/ui/page";
import { orNotFound } from "@/lib/auth/page";
import { requireActor } from "@/lib/auth/session";
import { getProduct } from "@/lib/data/products";
import { pageTitle, translations } from "@/lib/messages/server";
import { ProductDefinition, type ProductDraft } from "@/lib/products/definition";

export const generateMetadata = () => pageTitle("products", "new-title");

export default async function NewProductPage({ searchParams }: { searchParams: Promise<{ from?: string }> }) {
  const actor = await requireActor("/administration/products/new");
  if (actor.role !== "admin") notFound();
  const { from } = await searchParams;
  const t = await translations("products");
  const last = from ? await orNotFound(getProduct(actor, from)) : undefined;
  const product: ProductDraft = last
    ? { code: last.code, name: last.name, version: "", definition: last.definition }
    : { code: "CORE", name: "", version: "", definition: ProductDefinition.parse({}) };
  return (
    <ClientMessages of={["products", "intake"]}>
      <PageHeading title={t("new-title")} back={{ href: "/administration/products", label: t("title") }} />
      <ClientSentences of={["intake", "words", "application"]}>
        <ProductForm product={product} />
      </ClientSentences>
    </ClientMessages>
  );
}
