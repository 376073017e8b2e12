import { ClientMessages } from "@/components/messages/client-messages";
import { ClientSentences } from "@/components/messages/client-sentences";
import { ProductForm } from "@/components/products/product-form";
import { DownloadLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";
import { orNotFound } from "@/lib/auth/page";
import { requireActor } from "@/lib/auth/session";
import { getProduct } from "@/lib/data/products";
import { pageTitle, translations } from "@/lib/messages/server";
import { productLabel } from "@/lib/products/definition";

export const generateMetadata = () => pageTitle("products", "title");

export default async function ProductPage({ params }: { params: Promise<{ productId: string }> }) {
  const { productId } = await params;
  const actor = await requireActor(`/administration/products/${productId}`);
  const product = await orNotFound(getProduct(actor, productId));
  const t = await translations("products");
  const { id, updatedAt, code, name, version, definition, projects } = product;
  const mayKeep = actor.role === "admin";
  return (
    <ClientMessages of={["products", "intake"]}>
      <PageHeading
        title={`${name} ${version}`}
        back={{ href: "/administration/products", label: t("title") }}
        lead={mayKeep ? (projects > 0 ? t("fixed") : undefined) : t("read-only")}
        action={
          <DownloadLink href={`/api/products/${id}`} aria-label={t("export-one", { product: productLabel(product) })}>
            {t("export")}
          </DownloadLink>
        }
      />
      <ClientSentences of={["intake", "words", "application"]}>
        <ProductForm
          product={{ code, name, version, definition }}
          editing={{ id, updatedAt }}
          fixed={!mayKeep || projects > 0}
        />
      </ClientSentences>
    </ClientMessages>
  );
}
