"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";

import type { AnswerWords } from "@/lib/intake/sections";
import { answerWords } from "@/lib/sentences/answers";
import { type Dictionary, type Say, speaker } from "@/lib/sentences/translate";

import { useLocale } from "./provider";

const Context = createContext<Say>((english) => english);

/** Hands the client components below what the sentences of other rooms are called in the reader's language. */
export function SentencesProvider({ dictionary, children }: { dictionary: Dictionary; children: ReactNode }) {
  const say = useMemo(() => speaker(dictionary), [dictionary]);
  return <Context value={say}>{children}</Context>;
}

/** Says an English sentence of the intake or the catalogue in the reader's language. */
export function useSay(): Say {
  return useContext(Context);
}

/** How the reader is shown an answer. */
export function useAnswerWords(): AnswerWords {
  const say = useSay();
  const locale = useLocale();
  return useMemo(() => answerWords(say, locale), [say, locale]);
}
