import "server-only";

import { type Actor, isVendor } from "@/lib/auth/actor";
import { NotFound } from "@/lib/errors";
import { type Histogram, median } from "@/lib/portfolio/median";
import { catalogue } from "@/lib/requirements/catalogue";
import { GROUPS, type GroupId } from "@/lib/requirements/vocabulary";

import { db } from "./db";
import { OPEN_AND_REAL } from "./portfolio";

/** How often something blocks, and how long it took where it was settled after it had been red. */
export interface Figures {
  /** Open rows that block, over the projects that are counted. */
  blocked: number;
  /** Rows that were red and have become green, closed projects included. */
  greened: number;
  /** Median of the whole days that it took them; undefined when there is none. */
  medianDays?: number;
}
export interface PortfolioStatistics {
  /** Open projects that are no practice and whose board was counted. */
  projects: number;
  requirements: ({ id: string } & Figures)[];
  groups: ({ id: GroupId } & Figures)[];
}

function figures(blocked: number, days: Histogram): Figures {
  const greened = [...days.values()].reduce((sum, count) => sum + count, 0);
  const middle = median(days);
  return { blocked, greened, ...(middle === undefined ? {} : { medianDays: middle }) };
}

/**
 * Which requirement blocks most projects, and the median days from red to green, for SESTEK's people. Practice
 * projects are left out. Counted by the database from the rows that the worker keeps.
 */
export async function portfolioStatistics(actor: Actor): Promise<PortfolioStatistics> {
  if (!isVendor(actor)) throw new NotFound("Page");
  const client = await db();
  const [projects, blocking, greened] = await Promise.all([
    client.project.count({ where: { ...OPEN_AND_REAL, foldedAt: { not: null } } }),
    client.rowState.groupBy({ by: ["requirementId"], where: { blocks: true, project: OPEN_AND_REAL }, _count: true }),
    client.rowState.groupBy({
      by: ["requirementId", "daysToGreen"],
      where: { daysToGreen: { not: null }, project: { practice: false } },
      _count: true,
    }),
  ]);
  const blocked = new Map(blocking.map(({ requirementId, _count }) => [requirementId, _count]));
  const days = new Map<string, Map<number, number>>();
  for (const { requirementId, daysToGreen, _count } of greened) {
    const known = days.get(requirementId) ?? new Map<number, number>();
    known.set(daysToGreen ?? 0, _count);
    days.set(requirementId, known);
  }
  const of = (id: string) => days.get(id) ?? new Map<number, number>();
  return {
    projects,
    requirements: catalogue
      .map(({ id }) => ({ id, ...figures(blocked.get(id) ?? 0, of(id)) }))
      .sort((one, other) => other.blocked - one.blocked),
    groups: GROUPS.map(({ id }) => {
      const members = catalogue.filter(({ group }) => group === id);
      const all = new Map<number, number>();
      for (const member of members) for (const [day, count] of of(member.id)) all.set(day, (all.get(day) ?? 0) + count);
      return {
        id,
        ...figures(
          members.reduce((sum, member) => sum + (blocked.get(member.id) ?? 0), 0),
          all,
        ),
      };
    }),
  };
}
