"use client";

import "./globals.css";

import { Button } from "@/components/ui/button";

/** The frame itself broke, so this page draws one of its own; what was typed is kept on the device. */
export default function GlobalErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <head>
        <title>Something went wrong · Knovvu Readiness</title>
      </head>
      <body>
        <main className="mx-auto max-w-xl px-4 py-16">
          <h1 className="text-2xl font-semibold">Something went wrong on our side</h1>
          <p className="mt-2 mb-6 text-ink-soft">
            What you typed is kept. Try again; if it stays, tell your administrator
            {error.digest ? ` the number ${error.digest}` : " when it happened"}.
          </p>
          <Button look="primary" onClick={reset}>
            Try again
          </Button>
        </main>
      </body>
    </html>
  );
}
