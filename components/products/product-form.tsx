"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { saveProduct } from "@/app/actions/vendor";
import { partText, partValue } from "@/components/decisions/part-value";
import { Control, isGrouped } from "@/components/intake/control";
import { useTranslations } from "@/components/messages/provider";
import { useSay } from "@/components/messages/sentences";
import { Button } from "@/components/ui/button";
import { ErrorMessage, INPUT, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { FieldId } from "@/lib/intake/answers";
import { field } from "@/lib/intake/sections";
import { PRODUCT_CODES, type ProductDraft } from "@/lib/products/definition";
import { fieldIn } from "@/lib/sentences/intake";

type Definition = ProductDraft["definition"];
const NUMBERS = { kind: "numbers" } as const;
/** Parts that are entered like the answers that they fill. */
const LIKE_ANSWERS = [
  ["namespaces", "ns.list"],
  ["sizing", "ns.sizing"],
  ["databases", "db.names"],
  ["buckets", "os.buckets"],
  ["maestroSha256", "ts.maestroSha256"],
  ["licenseInstaller", "lic.installer"],
] as const satisfies readonly (readonly [keyof Definition, FieldId])[];

const isFilled = (row: unknown) => typeof row !== "object" || row === null || Object.keys(row).length > 0;

/** A product version, entered part by part. What was typed stays when it is refused, with its place. */
export function ProductForm({
  product,
  editing,
  fixed = false,
}: {
  product: ProductDraft;
  /** The version that is changed; without it a new one is made. */
  editing?: { id: string; updatedAt: string };
  /** Shown, but not to be changed. */
  fixed?: boolean;
}) {
  const t = useTranslations("products");
  const say = useSay();
  const router = useRouter();
  const [head, setHead] = useState({ code: product.code, name: product.name, version: product.version });
  const [parts, setParts] = useState<Record<string, unknown>>({ ...product.definition });
  const [images, setImages] = useState(product.definition.images.join("\n"));
  const [majors, setMajors] = useState({
    postgresql: partText(NUMBERS, product.definition.databaseVersions.postgresql),
    mssql: partText(NUMBERS, product.definition.databaseVersions.mssql),
  });
  const [problem, setProblem] = useState<{ message: string; field?: string }>();
  const [saved, setSaved] = useState(false);
  const [busy, start] = useTransition();
  const at = (name: string) => (problem?.field?.split(".")[0] === name ? say(problem.message) : undefined);
  const send = () =>
    start(async () => {
      const lists = Object.fromEntries(
        LIKE_ANSWERS.map(([key]) => {
          const value = parts[key];
          return [key, Array.isArray(value) ? value.filter(isFilled) : value];
        }),
      );
      const numbers = (text: string) => partValue(NUMBERS, text);
      const definition = {
        ...lists,
        images: partValue({ kind: "lines" }, images),
        databaseVersions: { postgresql: numbers(majors.postgresql), mssql: numbers(majors.mssql) },
      };
      const answer = await saveProduct({
        product: { ...head, definition },
        ...(editing ? { id: editing.id, seenAt: editing.updatedAt } : {}),
      });
      setSaved(answer.ok);
      setProblem(answer.ok ? undefined : { message: answer.message, ...(answer.field ? { field: answer.field } : {}) });
      if (answer.ok && !editing) router.push("/administration/products");
      else router.refresh();
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {problem && (
        <Notice tone="fail" role="alert" title={t("refused")}>
          <p>{say(problem.message)}</p>
        </Notice>
      )}
      {saved && (
        <Notice tone="pass" role="status">
          <p>{t("saved")}</p>
        </Notice>
      )}
      <fieldset disabled={fixed} className="min-w-0">
        <div className="mb-5">
          <label htmlFor="code" className="mb-1 block font-medium">
            {t("code")}
          </label>
          <select
            id="code"
            className={`${INPUT} max-w-48!`}
            value={head.code}
            onChange={({ target }) => setHead({ ...head, code: target.value as ProductDraft["code"] })}
          >
            {PRODUCT_CODES.map((code) => (
              <option key={code}>{code}</option>
            ))}
          </select>
        </div>
        <TextField
          id="name"
          label={t("name")}
          value={head.name}
          error={at("name")}
          onChange={({ target }) => setHead({ ...head, name: target.value })}
        />
        <TextField
          id="version"
          label={t("version")}
          help={t("version-help")}
          value={head.version}
          error={at("version")}
          onChange={({ target }) => setHead({ ...head, version: target.value })}
        />
        {LIKE_ANSWERS.map(([key, id]) => {
          const asked = fieldIn(say, field(id));
          const error = at(key);
          return (
            <fieldset key={key} className="mb-6 min-w-0" aria-labelledby={`${id}-label`}>
              {isGrouped(asked) ? (
                <p id={`${id}-label`} className="mb-0.5 font-medium">
                  {asked.label}
                </p>
              ) : (
                <label id={`${id}-label`} htmlFor={id} className="mb-0.5 block font-medium">
                  {asked.label}
                </label>
              )}
              <p id={`${id}-help`} className="mb-1.5 max-w-2xl text-sm text-ink-soft">
                {asked.help}
              </p>
              <Control
                field={asked}
                value={parts[key]}
                invalid={error !== undefined}
                onChange={(value) => setParts((all) => ({ ...all, [key]: value }))}
              />
              {error && <ErrorMessage id={id}>{error}</ErrorMessage>}
            </fieldset>
          );
        })}
        <div className="mb-5">
          <label htmlFor="images" className="mb-1 block font-medium">
            {t("images")}
          </label>
          <p id="images-help" className="mb-1 text-sm text-ink-soft">
            {t("images-help")}
          </p>
          <textarea
            id="images"
            rows={8}
            aria-describedby="images-help"
            className={`${INPUT} font-mono text-sm`}
            spellCheck={false}
            value={images}
            onChange={({ target }) => setImages(target.value)}
          />
          {at("images") && <ErrorMessage id="images">{at("images")}</ErrorMessage>}
        </div>
        {(["postgresql", "mssql"] as const).map((engine) => (
          <TextField
            key={engine}
            id={engine}
            label={t(engine)}
            help={t(`${engine}-help`)}
            value={majors[engine]}
            error={
              problem?.field?.endsWith(engine) || problem?.field?.includes(`.${engine}.`)
                ? at("databaseVersions")
                : undefined
            }
            onChange={({ target }) => setMajors({ ...majors, [engine]: target.value })}
          />
        ))}
        {!fixed && (
          <Button type="submit" look="primary" disabled={busy}>
            {t("save")}
          </Button>
        )}
      </fieldset>
    </form>
  );
}
