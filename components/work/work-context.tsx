"use client";

import { createContext, type ReactNode, useContext } from "react";

import type { ProjectPerson } from "@/lib/work/types";

interface Work {
  projectId: string;
  /** Id of the viewer. */
  me: string;
  /** True for SESTEK's people. */
  vendor: boolean;
  /** The viewer's local day, YYYY-MM-DD. */
  today: string;
  /** Everybody who may be given work and be mentioned. */
  people: readonly ProjectPerson[];
}
const Context = createContext<Work>({ projectId: "", me: "", vendor: false, today: "", people: [] });

/** Tells the parts below who looks, on which day, and who can be given work. */
export function WorkProvider({ children, ...work }: Work & { children: ReactNode }) {
  return <Context value={work}>{children}</Context>;
}

/** Who looks, on which day, and who can be given work. */
export function useWork(): Work {
  return useContext(Context);
}
