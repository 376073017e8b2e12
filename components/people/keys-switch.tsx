"use client";

import { useTranslations } from "@/components/messages/provider";
import { switchSingleKeys, useSingleKeys } from "@/components/shell/single-keys";

/** Single-letter keys on or off, for this browser (WCAG 2.1.4). */
export function KeysSwitch() {
  const t = useTranslations("account");
  const on = useSingleKeys();
  return (
    <div className="mb-10">
      <label className="flex items-start gap-3">
        <input
          type="checkbox"
          className="mt-1 size-4.5 accent-[var(--accent)]"
          checked={on}
          aria-describedby="single-keys-help"
          onChange={(event) => switchSingleKeys(event.target.checked)}
        />
        {t("single-keys")}
      </label>
      <p id="single-keys-help" className="mt-1 text-sm text-ink-soft">
        {t("single-keys-help")}
      </p>
    </div>
  );
}
