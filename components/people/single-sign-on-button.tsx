"use client";

import { useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";

/** Goes to the provider of single sign-on, and comes back to `then`. */
export function SingleSignOnButton({ name, then }: { name: string; then: string }) {
  const t = useTranslations("entry");
  const [busy, setBusy] = useState(false);
  async function leave() {
    setBusy(true);
    const { signIn } = await import("next-auth/react");
    await signIn("oidc", { callbackUrl: then });
  }
  return (
    <div className="mb-6">
      <Button onClick={leave} disabled={busy} className="w-full max-w-xl">
        {t("continue-with", { name })}
      </Button>
      <p className="mt-4 text-sm text-ink-soft">{t("or")}</p>
    </div>
  );
}
