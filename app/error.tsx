"use client";

import { useTranslations } from "@/components/messages/provider";
import { Button, ButtonLink } from "@/components/ui/button";

/** What broke on the server has a number to quote; what was typed is kept on the device. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("words");
  return (
    <div className="mx-auto max-w-xl py-16">
      <h1 className="text-2xl font-semibold">{t("trouble")}</h1>
      <p className="mt-2 mb-6 text-ink-soft">
        {error.digest ? t("trouble-number", { number: error.digest }) : t("trouble-time")}
      </p>
      <div className="flex gap-3">
        <Button look="primary" onClick={reset}>
          {t("try-again")}
        </Button>
        <ButtonLink href="/projects">{t("to-projects")}</ButtonLink>
      </div>
    </div>
  );
}
