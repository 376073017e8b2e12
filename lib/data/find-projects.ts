import "server-only";

import type { Actor } from "@/lib/auth/actor";
import { searchWords } from "@/lib/messages/search";

import { visibleTo } from "./access";
import { db } from "./db";

export interface FoundProject {
  id: string;
  customer: string;
  environment: string;
}
const MOST = 8;

/** The projects of the actor whose names hold every word that was typed, newest first; at most eight. */
export async function findProjects(actor: Actor, query: string): Promise<FoundProject[]> {
  return (await db()).project.findMany({
    where: { ...visibleTo(actor), AND: searchWords(query).map((word) => ({ searchText: { contains: word } })) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST,
    select: { id: true, customer: true, environment: true },
  });
}
