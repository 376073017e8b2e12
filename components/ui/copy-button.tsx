"use client";

import { useState } from "react";

import { Button } from "./button";

/** Copies a text; says so in its own place, and what to do when the browser forbids it. */
export function CopyButton({ text, label = "Copy" }: { text: string; label?: string }) {
  const [said, setSaid] = useState("");
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Select the text and copy it");
    }
  }
  return (
    <>
      <Button onClick={copy}>{label}</Button>
      <span role="status" className="text-sm text-ink-soft">
        {said}
      </span>
    </>
  );
}
