"use client";

import { useRouter } from "next/navigation";

import { useLocale, useTranslations } from "@/components/messages/provider";
import { rememberLocale } from "@/components/messages/remember-locale";

/** Where nobody is signed in: the other language, remembered by this browser. */
export function LanguageSwitch() {
  const t = useTranslations("words");
  const other = useLocale() === "tr" ? "en" : "tr";
  const router = useRouter();
  return (
    <button
      type="button"
      lang={other}
      onClick={() => {
        rememberLocale(other);
        router.refresh();
      }}
      className="cursor-pointer rounded px-2 py-1 text-sm text-ink-soft hover:bg-sunk"
    >
      {t(other === "tr" ? "turkish" : "english")}
    </button>
  );
}
