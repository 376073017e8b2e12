"use client";

import { useTranslations } from "@/components/messages/provider";

/** Ends the session and goes to the sign-in page. */
export function SignOut() {
  const t = useTranslations("shell");
  async function leave() {
    const { signOut } = await import("next-auth/react");
    await signOut({ redirect: false });
    window.location.assign("/sign-in");
  }
  return (
    <button
      type="button"
      onClick={leave}
      className="cursor-pointer rounded px-2 py-1 text-sm text-ink-soft hover:bg-sunk"
    >
      {t("sign-out")}
    </button>
  );
}
