import { notFound } from "next/navigation";

import { ClientMessages } from "@/components/messages/client-messages";
import { ClientSentences } from "@/components/messages/client-sentences";
import { ProductPlan } from "@/components/products/product-plan";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { EmptyState, PageHeading } from "@/components/ui/page";
import { isVendor } from "@/lib/auth/actor";
import { projectPage } from "@/lib/auth/page";
import {
  choosableProducts,
  getProjectProducts,
  type ProductPlan as Plan,
  planProducts,
} from "@/lib/data/project-products";
import { Invalid } from "@/lib/errors";
import { pageTitle, translations } from "@/lib/messages/server";
import { productLabel } from "@/lib/products/definition";
import { readersSay } from "@/lib/sentences/server";

export const generateMetadata = () => pageTitle("products", "choose-title");

/** What the asked versions would change; a choice that cannot be is a sentence. */
async function planOrProblem(work: Promise<Plan>): Promise<{ plan?: Plan; problem?: string }> {
  try {
    return { plan: await work };
  } catch (error) {
    if (error instanceof Invalid) return { problem: error.message };
    throw error;
  }
}

export default async function ChooseProductsPage({
  params,
  searchParams,
}: {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ product?: string | string[] }>;
}) {
  const { projectId } = await params;
  const { actor } = await projectPage(projectId);
  if (!isVendor(actor)) notFound();
  const { product } = await searchParams;
  const asked = [product ?? []].flat().slice(0, 20);
  const [products, chosen, t, say] = await Promise.all([
    choosableProducts(actor, projectId),
    getProjectProducts(actor, projectId),
    translations("products"),
    readersSay(),
  ]);
  const { plan, problem } = asked.length > 0 ? await planOrProblem(planProducts(actor, projectId, asked)) : {};
  const marked = new Set(asked.length > 0 ? asked : chosen.map(({ id }) => id));
  return (
    <ClientMessages of={["products"]}>
      <PageHeading
        title={t("choose-title")}
        back={{ href: `/projects/${projectId}/intake/check`, label: t("to-answers") }}
        lead={t("choose-lead")}
      />
      {problem && (
        <Notice tone="fail" role="alert" title={t("refused")}>
          <p>{say(problem)}</p>
        </Notice>
      )}
      {products.length === 0 ? (
        <EmptyState title={t("none-offered-title")}>{t("none-offered")}</EmptyState>
      ) : (
        <form method="get" className="mb-8 max-w-3xl">
          <fieldset>
            <legend className="mb-1 font-medium">{t("versions")}</legend>
            <ul>
              {products.map((one) => (
                <li key={one.id}>
                  <label className="inline-flex min-h-8 items-center gap-2">
                    <input
                      type="checkbox"
                      name="product"
                      value={one.id}
                      defaultChecked={marked.has(one.id)}
                      className="size-4.5 accent-[var(--accent)]"
                    />
                    {one.name} <span className="text-ink-soft">{productLabel(one)}</span>
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
          <Button type="submit" look={plan ? "secondary" : "primary"} className="mt-3">
            {t("show-changes")}
          </Button>
        </form>
      )}
      {plan && (
        <section aria-labelledby="changes" className="max-w-3xl">
          <h2 id="changes" className="text-lg font-semibold">
            {t("changes-title", { products: plan.products.map(({ label }) => label).join(", ") })}
          </h2>
          <div className="mb-4 text-sm text-ink-soft">
            <p>{t("merge")}</p>
            <p>{t("total", plan.total)}</p>
            <p>{t("database-versions")}</p>
          </div>
          <ClientSentences of={["intake", "words", "application"]}>
            <ProductPlan
              key={`${plan.products.map(({ id }) => id).join()} ${plan.answersRevision}`}
              projectId={projectId}
              productIds={plan.products.map(({ id }) => id)}
              changes={plan.changes}
              answersRevision={plan.answersRevision}
            />
          </ClientSentences>
        </section>
      )}
    </ClientMessages>
  );
}
