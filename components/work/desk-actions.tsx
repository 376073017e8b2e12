"use client";

import { useTranslations } from "@/components/messages/provider";
import { Button, ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

/** Ways to hand a team its list: copied as text or Markdown, as a mail, on paper. */
export function DeskActions({ text, markdown, mail }: { text: string; markdown: string; mail: string }) {
  const t = useTranslations("work");
  return (
    <div className="mt-3 print:hidden">
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={text} label={t("next-copy")} />
        <CopyButton text={markdown} label={t("next-copy-markdown")} />
        <ButtonLink href={mail} prefetch={false}>
          {t("next-mail")}
        </ButtonLink>
        <Button onClick={() => window.print()}>{t("next-print")}</Button>
      </div>
      <details className="mt-2">
        <summary className="text-sm">{t("next-preview")}</summary>
        <pre
          tabIndex={0}
          className="mt-2 max-h-96 max-w-3xl overflow-auto rounded-md bg-sunk p-3 font-mono text-sm whitespace-pre-wrap"
        >
          {text}
        </pre>
      </details>
    </div>
  );
}
