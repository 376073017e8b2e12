import { ClientMessages } from "@/components/messages/client-messages";
import { ClientSentences } from "@/components/messages/client-sentences";
import { ProductTable } from "@/components/products/product-table";
import { ButtonLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";
import { orNotFound } from "@/lib/auth/page";
import { requireActor } from "@/lib/auth/session";
import { listProducts } from "@/lib/data/products";
import { pageTitle, translations } from "@/lib/messages/server";

export const generateMetadata = () => pageTitle("products", "title");

export default async function ProductsPage() {
  const actor = await requireActor("/administration/products");
  const [products, t] = await Promise.all([orNotFound(listProducts(actor)), translations("products")]);
  const mayKeep = actor.role === "admin";
  return (
    <ClientMessages of={["products"]}>
      <PageHeading
        title={t("title")}
        lead={t("lead")}
        action={
          mayKeep && products.length > 0 ? (
            <ButtonLink href="/administration/products/new" look="primary">
              {t("add")}
            </ButtonLink>
          ) : undefined
        }
      />
      <ClientSentences of={["application"]}>
        <ProductTable products={products} mayKeep={mayKeep} />
      </ClientSentences>
    </ClientMessages>
  );
}
