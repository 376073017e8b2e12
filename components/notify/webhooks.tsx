"use client";

import { useState } from "react";

import { addWebhook, switchWebhook } from "@/app/actions/notifications";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { INPUT, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useAct } from "@/components/ui/use-act";
import { KINDS, type Kind } from "@/lib/notify/kinds";
import type { WebhookView } from "@/lib/notify/views";
import type { WebhookFormat } from "@/lib/notify/webhook";

import { kindKey } from "./kind-key";

const FORMATS = ["generic", "slack", "teams"] as const satisfies readonly WebhookFormat[];

function AddWebhook() {
  const t = useTranslations("notifications");
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState("");
  const { act, busy, problem } = useAct();
  const send = (form: FormData) =>
    act(
      () =>
        addWebhook({
          name: String(form.get("name") ?? ""),
          format: String(form.get("format")) as WebhookFormat,
          url: String(form.get("url") ?? ""),
          ca: String(form.get("ca") ?? "") || undefined,
          kinds: form.getAll("kinds") as Kind[],
        }),
      (made) => {
        setSecret(made.secret);
        setOpen(false);
      },
    );
  return (
    <>
      {secret && (
        <Notice tone="warn" role="status">
          <p>{t("secret")}</p>
          <p className="flex flex-wrap items-center gap-2">
            <code className="break-all">{secret}</code> <CopyButton text={secret} />
          </p>
        </Notice>
      )}
      {!open && (
        <Button look="primary" onClick={() => setOpen(true)}>
          {t("add")}
        </Button>
      )}
      {open && (
        <form
          className="max-w-xl rounded-lg border border-line bg-card px-5 py-4"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            send(new FormData(event.currentTarget));
          }}
        >
          <ErrorSummary
            problems={problem ? [{ message: problem.message, ...(problem.field ? { field: problem.field } : {}) }] : []}
          />
          <TextField
            id="name"
            name="name"
            label={t("name")}
            error={problem?.field === "name" ? problem.message : undefined}
          />
          <label htmlFor="format" className="mb-1 block font-medium">
            {t("format")}
          </label>
          <select id="format" name="format" className={`${INPUT} mb-5 block`}>
            {FORMATS.map((format) => (
              <option key={format} value={format}>
                {t(`format-${format}`)}
              </option>
            ))}
          </select>
          <TextField
            id="url"
            name="url"
            type="url"
            autoComplete="off"
            label={t("url")}
            help={t("url-help")}
            error={problem?.field === "url" ? problem.message : undefined}
          />
          <label htmlFor="ca" className="mb-1 block font-medium">
            {t("ca")}
          </label>
          <p id="ca-help" className="mb-1 text-sm text-ink-soft">
            {t("ca-help")}
          </p>
          <textarea
            id="ca"
            name="ca"
            rows={3}
            aria-describedby="ca-help"
            aria-invalid={problem?.field === "ca" || undefined}
            className={`${INPUT} mb-5 font-mono text-sm`}
          />
          <fieldset id="kinds" className="mb-5">
            <legend className="mb-1 font-medium">{t("kinds")}</legend>
            {KINDS.map((kind) => (
              <label key={kind} className="flex min-h-8 items-center gap-2">
                <input
                  type="checkbox"
                  name="kinds"
                  value={kind}
                  defaultChecked
                  className="size-4.5 accent-[var(--accent)]"
                />
                {t(kindKey(kind))}
              </label>
            ))}
          </fieldset>
          <Button type="submit" look="primary" disabled={busy}>
            {t("add")}
          </Button>
        </form>
      )}
    </>
  );
}

/** The places that are told of events, each with its switch, and the form for another one. */
export function Webhooks({ webhooks }: { webhooks: readonly WebhookView[] }) {
  const t = useTranslations("notifications");
  const { act, busy, problem } = useAct();
  return (
    <section aria-labelledby="webhooks" className="mb-10">
      <h2 id="webhooks" className="mb-2 text-lg font-semibold">
        {t("webhooks")}
      </h2>
      {webhooks.length === 0 && <p className="mb-3 max-w-2xl text-ink-soft">{t("webhooks-empty")}</p>}
      {problem && (
        <p role="alert" className="mb-2 text-fail">
          {problem.message}
        </p>
      )}
      {webhooks.length > 0 && (
        <ul className="mb-4 rounded-lg border border-line bg-card">
          {webhooks.map(({ id, name, format, host, kinds, disabled }) => (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-3 border-b border-line px-4 py-3 last:border-0"
            >
              <div className="min-w-0">
                <p className="font-medium">{name}</p>
                <p className="text-sm break-words text-ink-soft">
                  {t(`format-${format}`)} · {host} · {t(disabled ? "off" : "on")} ·{" "}
                  {kinds.map((kind) => t(kindKey(kind))).join(", ")}
                </p>
              </div>
              <Button disabled={busy} onClick={() => act(() => switchWebhook({ id, disabled: !disabled }))}>
                {t(disabled ? "switch-on" : "switch-off")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <AddWebhook />
    </section>
  );
}
