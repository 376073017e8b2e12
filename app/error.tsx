"use client";

import { Button, ButtonLink } from "@/components/ui/button";

/** What broke on the server has a number to quote; what was typed is kept on the device. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="mx-auto max-w-xl py-16">
      <h1 className="text-2xl font-semibold">Something went wrong on our side</h1>
      <p className="mt-2 mb-6 text-ink-soft">
        What you typed is kept. Try again; if it stays, tell your administrator
        {error.digest ? ` the number ${error.digest}` : " when it happened"}.
      </p>
      <div className="flex gap-3">
        <Button look="primary" onClick={reset}>
          Try again
        </Button>
        <ButtonLink href="/projects">Go to your projects</ButtonLink>
      </div>
    </div>
  );
}
