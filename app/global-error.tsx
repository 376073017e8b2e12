"use client";

import "./globals.css";

import { useState } from "react";

import { Button } from "@/components/ui/button";
import en from "@/lib/messages/en/broken.json";
import tr from "@/lib/messages/tr/broken.json";

/** The frame that knows the language is gone: the browser's memory or wishes decide. */
function languageOfBrowser(): "en" | "tr" {
  if (typeof document === "undefined") return "en";
  const remembered = /(?:^|; )locale=(en|tr)/.exec(document.cookie)?.[1];
  return (remembered ?? navigator.language).startsWith("tr") ? "tr" : "en";
}

/** The frame itself broke, so this page draws one of its own; what was typed is kept on the device. */
export default function GlobalErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const [locale] = useState(languageOfBrowser);
  const words = locale === "tr" ? tr : en;
  return (
    <html lang={locale}>
      <head>
        <title>{`${words.trouble} · Knovvu Readiness`}</title>
      </head>
      <body>
        <main className="mx-auto max-w-xl px-4 py-16">
          <h1 className="text-2xl font-semibold">{words.trouble}</h1>
          <p className="mt-2 mb-6 text-ink-soft">
            {words.kept} {error.digest ?? "–"}
          </p>
          <Button look="primary" onClick={reset}>
            {words["try-again"]}
          </Button>
        </main>
      </body>
    </html>
  );
}
