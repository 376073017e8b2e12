"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";

export type Step = "terminal" | "license" | "cluster" | "cluster-file" | "offline";

/** What is next before anybody has begun with something. */
const FIRST: Step = "terminal";
const Context = createContext<{ at: Step; go: (to: Step) => void }>({ at: FIRST, go: () => undefined });

/** The forms of one page, of which only the one that was used last has the page's filled button. */
export function NextStep({ children }: { children: ReactNode }) {
  const [at, go] = useState<Step>(FIRST);
  const value = useMemo(() => ({ at, go }), [at]);
  return <Context value={value}>{children}</Context>;
}

/** How the button of a step looks now, and how its form becomes the page's next step or gives that back. */
export function useNextStep(step: Step) {
  const { at, go } = useContext(Context);
  const take = useCallback(() => go(step), [go, step]);
  const giveBack = useCallback(() => go(FIRST), [go]);
  return { look: at === step ? ("primary" as const) : ("secondary" as const), take, giveBack };
}
