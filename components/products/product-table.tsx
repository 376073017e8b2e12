"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { importProduct, retireProduct } from "@/app/actions/vendor";
import { useTranslations } from "@/components/messages/provider";
import { useSay } from "@/components/messages/sentences";
import { Button, ButtonLink, DownloadLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { EmptyState } from "@/components/ui/page";
import { ScrollBox } from "@/components/ui/scroll-box";
import { type ProductView, productLabel } from "@/lib/products/definition";

const HOME = "/administration/products";
const HEADS = ["product", "version", "content", "used", "state"] as const;

/** Every product version with what can be done with it. */
export function ProductTable({ products, mayKeep }: { products: readonly ProductView[]; mayKeep: boolean }) {
  const t = useTranslations("products");
  const say = useSay();
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [busy, start] = useTransition();
  const retire = (productId: string, retired: boolean) =>
    start(async () => {
      const answer = await retireProduct({ productId, retired });
      setProblem(answer.ok ? "" : answer.message);
      router.refresh();
    });
  const take = (file: File | undefined) =>
    file &&
    start(async () => {
      const answer = await importProduct({ text: await file.text() });
      setProblem(answer.ok ? "" : answer.message);
      if (answer.ok) router.push(`${HOME}/${answer.data.id}`);
    });
  return (
    <>
      {problem && (
        <Notice tone="fail" role="alert" title={t("refused")}>
          <p>{say(problem)}</p>
        </Notice>
      )}
      {products.length === 0 ? (
        <EmptyState title={t("empty-title")}>
          <p>{t("empty")}</p>
          {mayKeep ? (
            <ButtonLink href={`${HOME}/new`} look="primary" className="mt-4">
              {t("add")}
            </ButtonLink>
          ) : (
            <p className="mt-2">{t("empty-reader")}</p>
          )}
        </EmptyState>
      ) : (
        <ScrollBox label={t("table")} className="rounded-lg border border-line bg-card">
          <table className="w-full text-left">
            <thead className="border-b border-line text-sm text-ink-soft">
              <tr>
                {HEADS.map((head) => (
                  <th key={head} scope="col" className="px-4 py-2 font-medium">
                    {t(head)}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {products.map((one) => {
                const { id, definition, name, version, retired, projects } = one;
                const product = productLabel(one);
                return (
                  <tr key={id} className="border-b border-line align-top last:border-0">
                    <th scope="row" className="px-4 py-2.5 font-medium">
                      <Link href={`${HOME}/${id}`}>{name}</Link>
                      <div className="text-sm font-normal text-ink-soft">{one.code}</div>
                    </th>
                    <td className="px-4 py-2.5 tabular-nums">{version}</td>
                    <td className="min-w-48 px-4 py-2.5 text-sm">
                      {t("content-of", {
                        namespaces: definition.namespaces?.length ?? 0,
                        images: definition.images.length,
                        databases: definition.databases?.length ?? 0,
                        buckets: definition.buckets?.length ?? 0,
                      })}
                    </td>
                    <td className="px-4 py-2.5 tabular-nums">{projects}</td>
                    <td className="px-4 py-2.5">{t(retired ? "retired" : "offered")}</td>
                    <td className="px-4 py-2">
                      <div className="flex flex-wrap justify-end gap-1">
                        <DownloadLink
                          look="quiet"
                          href={`/api/products/${id}`}
                          aria-label={t("export-one", { product })}
                        >
                          {t("export")}
                        </DownloadLink>
                        {mayKeep && (
                          <>
                            <ButtonLink
                              look="quiet"
                              href={`${HOME}/new?from=${id}`}
                              aria-label={t("new-version-of", { product })}
                            >
                              {t("new-version")}
                            </ButtonLink>
                            <Button
                              look="quiet"
                              disabled={busy}
                              aria-label={t(retired ? "restore-one" : "retire-one", { product })}
                              onClick={() => retire(id, !retired)}
                            >
                              {t(retired ? "restore" : "retire")}
                            </Button>
                          </>
                        )}
                      </div>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {mayKeep && (
        <div className="mt-8 max-w-xl">
          <label htmlFor="product-file" className="block font-medium">
            {t("import")}
          </label>
          <p id="product-file-help" className="mb-1.5 text-sm text-ink-soft">
            {t("import-help")}
          </p>
          <input
            id="product-file"
            type="file"
            accept=".yaml,.yml,application/yaml"
            aria-describedby="product-file-help"
            disabled={busy}
            onChange={({ target }) => take(target.files?.[0])}
          />
        </div>
      )}
    </>
  );
}
