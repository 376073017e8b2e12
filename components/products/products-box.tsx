import Link from "next/link";

import { ButtonLink } from "@/components/ui/button";
import { translations } from "@/lib/messages/server";

/** What the project was filled from, and what is newer; SESTEK's people get on to the choice from here. */
export async function ProductsBox({
  projectId,
  chosen,
  mayChoose,
}: {
  projectId: string;
  chosen: readonly { id: string; label: string; name: string; newer?: { id: string; label: string } }[];
  mayChoose: boolean;
}) {
  const t = await translations("products");
  const choice = `/projects/${projectId}/intake/products`;
  const instead = (old: string, next: string) =>
    `${choice}?${chosen.map(({ id }) => `product=${id === old ? next : id}`).join("&")}`;
  return (
    <section aria-labelledby="products-box" className="mb-8 rounded-lg border border-line bg-card px-5 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="products-box" className="text-lg font-semibold">
          {t("box-title")}
        </h2>
        {mayChoose && <ButtonLink href={choice}>{t(chosen.length > 0 ? "choose-again" : "choose")}</ButtonLink>}
      </div>
      {chosen.length === 0 && <p className="mt-1 text-ink-soft">{t(mayChoose ? "box-empty" : "box-empty-customer")}</p>}
      <ul className="mt-1">
        {chosen.map(({ id, label, name, newer }) => (
          <li key={id}>
            {name} <span className="text-ink-soft">{label}</span>
            {newer && mayChoose && (
              <>
                {" · "}
                {t("newer", { product: newer.label })}{" "}
                <Link href={instead(id, newer.id)}>{t("show-difference", { product: newer.label })}</Link>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
