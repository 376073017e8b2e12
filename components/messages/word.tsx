"use client";

import type { MessageKey } from "@/lib/messages";

import { useTranslations } from "./provider";

/** One shared word, for parts that the server and the browser both draw. */
export function Word({ of: key }: { of: MessageKey<"words"> }) {
  return useTranslations("words")(key);
}
