"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { chooseReading } from "@/app/actions/people";
import { useTranslations } from "@/components/messages/provider";
import { rememberLocale } from "@/components/messages/remember-locale";
import { Button } from "@/components/ui/button";
import { INPUT } from "@/components/ui/field";
import { isLocale, type Locale } from "@/lib/messages/locales";

/** Language and time zone of the person, kept with the account. */
export function ReadingForm({
  locale,
  timeZone,
  zones,
}: {
  locale: Locale | undefined;
  timeZone: string | undefined;
  zones: readonly string[];
}) {
  const t = useTranslations("account");
  const words = useTranslations("words");
  const router = useRouter();
  const [said, setSaid] = useState<{ ok: boolean; text: string }>();
  const [busy, start] = useTransition();
  const send = (form: FormData) =>
    start(async () => {
      const language = form.get("locale");
      const chosen = isLocale(language) ? language : null;
      const zone = String(form.get("timeZone") ?? "") || null;
      const answer = await chooseReading({ locale: chosen, timeZone: zone }).catch(() => ({
        ok: false as const,
        message: words("unreachable"),
      }));
      setSaid(answer.ok ? { ok: true, text: "" } : { ok: false, text: answer.message });
      if (!answer.ok) return;
      rememberLocale(chosen ?? undefined);
      router.refresh();
    });
  return (
    <form
      className="mb-10"
      onSubmit={(event) => {
        event.preventDefault();
        send(new FormData(event.currentTarget));
      }}
    >
      <label htmlFor="locale" className="mb-1 block font-medium">
        {t("language")}
      </label>
      <select id="locale" name="locale" defaultValue={locale ?? ""} className={`${INPUT} mb-5 block`}>
        <option value="">{t("language-browser")}</option>
        <option value="en" lang="en">
          {words("english")}
        </option>
        <option value="tr" lang="tr">
          {words("turkish")}
        </option>
      </select>
      <label htmlFor="timeZone" className="mb-1 block font-medium">
        {t("zone")}
      </label>
      <p id="timeZone-help" className="mb-1 text-sm text-ink-soft">
        {t("zone-help")}
      </p>
      <select
        id="timeZone"
        name="timeZone"
        defaultValue={timeZone ?? ""}
        aria-describedby="timeZone-help"
        className={`${INPUT} mb-5 block`}
      >
        <option value="">{t("zone-browser")}</option>
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll("_", " ")}
          </option>
        ))}
      </select>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={busy}>
          {t("save-wishes")}
        </Button>
        {said?.ok && <span role="status">{words("saved")}</span>}
        {said && !said.ok && (
          <span role="alert" className="text-sm font-medium text-fail">
            {said.text}
          </span>
        )}
      </div>
    </form>
  );
}
