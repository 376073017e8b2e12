import Link from "next/link";

import { ProductsBox } from "@/components/products/products-box";
import { ButtonLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";
import { isVendor } from "@/lib/auth/actor";
import { projectPage } from "@/lib/auth/page";
import { getAnswers, getFacts } from "@/lib/data/answers";
import { getProjectProducts } from "@/lib/data/project-products";
import { crossFieldProblems } from "@/lib/intake/cross-field";
import { displayAnswer, isAnswered, isSecret, sections, visibleFields } from "@/lib/intake/sections";
import { currentLocale, pageTitle, translations } from "@/lib/messages/server";
import { deliveredSecrets } from "@/lib/requirements/proved-elsewhere";
import { answerWords } from "@/lib/sentences/answers";
import { sectionIn } from "@/lib/sentences/intake";
import { readersSay } from "@/lib/sentences/server";

export const generateMetadata = () => pageTitle("intake", "check-title");

export default async function CheckAnswersPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor } = await projectPage(projectId);
  const [{ facts }, stored, chosen] = await Promise.all([
    getFacts(actor, projectId),
    getAnswers(actor, projectId),
    getProjectProducts(actor, projectId),
  ]);
  const { answers, secretsSet } = facts;
  const delivered = deliveredSecrets(facts);
  const [say, locale] = await Promise.all([readersSay(), currentLocale()]);
  const written = answerWords(say, locale);
  const problems = new Map(crossFieldProblems(answers).map(({ field, message }) => [field, say(message)]));
  const [t, products] = [await translations("intake"), await translations("products")];
  const home = `/projects/${projectId}`;
  return (
    <div className="max-w-4xl">
      <PageHeading
        title={t("check-title")}
        back={{ href: home, label: t("overview") }}
        lead={t("check-lead")}
        action={
          <ButtonLink href={`${home}/checklist`} look="primary">
            {t("to-checklist")}
          </ButtonLink>
        }
      />
      <ProductsBox projectId={projectId} chosen={chosen} mayChoose={isVendor(actor)} />
      {sections
        .map((one) => sectionIn(say, one))
        .map((section) => (
          <section key={section.id} aria-labelledby={section.id} className="mb-8">
            <h2 id={section.id} className="mb-2 text-lg font-semibold">
              {section.title}
            </h2>
            <dl className="rounded-lg border border-line bg-card">
              {visibleFields(section, answers).map((field) => {
                const lines = isSecret(field)
                  ? secretsSet.has(field.id)
                    ? [t("stored")]
                    : [t("proved-elsewhere")]
                  : displayAnswer(field.id, answers[field.id as keyof typeof answers], written);
                const problem = problems.get(field.id);
                const product = stored[field.id as keyof typeof stored]?.product;
                return (
                  <div
                    key={field.id}
                    className="grid grid-cols-1 gap-x-4 border-b border-line px-4 py-2 last:border-0 sm:grid-cols-[minmax(0,16rem)_minmax(0,1fr)_auto]"
                  >
                    <dt className="text-ink-soft">{field.label}</dt>
                    <dd className="break-words">
                      {isAnswered(field, answers, delivered) ? (
                        lines.map((line) => <div key={line}>{line}</div>)
                      ) : (
                        <span className="text-ink-soft">{t(field.optional ? "not-given" : "not-answered")}</span>
                      )}
                      {product && <p className="text-sm text-ink-soft">{products("from-product", { product })}</p>}
                      {problem && <p className="text-sm font-medium text-fail">✕ {problem}</p>}
                    </dd>
                    <dd>
                      <Link href={`${home}/intake/${section.id}?from=check#${field.id}`}>
                        {t.rich("change", {
                          field: field.label,
                          soft: (name) => (
                            <span key="field" className="sr-only">
                              {name}
                            </span>
                          ),
                        })}
                      </Link>
                    </dd>
                  </div>
                );
              })}
            </dl>
          </section>
        ))}
    </div>
  );
}
