"use client";

import { useState } from "react";

import { useTranslations } from "@/components/messages/provider";

import { Button } from "./button";

/** Copies a text; says so in its own place, and what to do when the browser forbids it. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const t = useTranslations("words");
  const [said, setSaid] = useState("");
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(t("copied"));
    } catch {
      setSaid(t("copy-yourself"));
    }
  }
  return (
    <>
      <Button onClick={copy}>{label ?? t("copy")}</Button>
      <span role="status" className="text-sm text-ink-soft">
        {said}
      </span>
    </>
  );
}
