"use client";

import { useSyncExternalStore } from "react";

import { useTranslations } from "@/components/messages/provider";

const NEXT = { system: "light", light: "dark", dark: "system" } as const;
type Theme = keyof typeof NEXT;
const COOKIE = "theme";

function read(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === "light" || theme === "dark" ? theme : "system";
}
function subscribe(tell: () => void) {
  const observer = new MutationObserver(tell);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

/** Light, dark, or as the system; kept in a cookie so that the server draws the right one at once. */
export function ThemeSwitch() {
  const t = useTranslations("shell");
  const theme = useSyncExternalStore(subscribe, read, () => "system" as const);
  function change() {
    const next = NEXT[theme];
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `${COOKIE}=${next}; path=/; max-age=31536000; samesite=lax`;
  }
  return (
    <button
      type="button"
      onClick={change}
      className="cursor-pointer rounded px-2 py-1 text-sm text-ink-soft hover:bg-sunk"
    >
      {t("colours", { theme })}
    </button>
  );
}
