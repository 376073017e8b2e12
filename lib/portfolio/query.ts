import { z } from "zod";

import { ACTORS } from "@/lib/requirements/vocabulary";

export const SORTS = ["customer", "readiness", "blocking", "acting", "install", "changed", "trend"] as const;
export type Sort = (typeof SORTS)[number];
export type Direction = "asc" | "desc";

/** The direction that a column is first sorted in: what wants attention comes to the top. */
export const FIRST_DIRECTION: Readonly<Record<Sort, Direction>> = {
  customer: "asc",
  readiness: "asc",
  blocking: "desc",
  acting: "desc",
  install: "asc",
  changed: "desc",
  trend: "desc",
};

export const SHOWN = ["open", "real", "ready", "blocked", "closed", "practice", "all"] as const;
export type Shown = (typeof SHOWN)[number];
export const WITHIN_DAYS = [7, 14, 30, 60, 90] as const;

const Cursor = z.tuple([z.union([z.string().max(400), z.number(), z.null()]), z.string().min(1).max(40)]);
/** Value of the sorted column and id of the row at the edge of a page. */
export type Cursor = z.infer<typeof Cursor>;

/** A cursor as it stands in an address. */
export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** Undefined for anything that is no cursor of ours: the list then begins at its beginning. */
export function readCursor(text: string | undefined): Cursor | undefined {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text ?? "", "base64url").toString()));
  } catch {
    return undefined;
  }
}

const Query = z.object({
  q: z.string().trim().max(100).catch(""),
  show: z.enum(SHOWN).catch("open"),
  who: z.enum(ACTORS).optional().catch(undefined),
  within: z.coerce
    .number()
    .refine((days) => (WITHIN_DAYS as readonly number[]).includes(days))
    .optional()
    .catch(undefined),
  /** Only projects that this requirement blocks. */
  requirement: z
    .string()
    .regex(/^[a-z0-9-]{3,60}$/)
    .optional()
    .catch(undefined),
  sort: z.enum(SORTS).catch("changed"),
  dir: z.enum(["asc", "desc"]).optional().catch(undefined),
  after: z.string().max(800).optional().catch(undefined),
  before: z.string().max(800).optional().catch(undefined),
});
/** What is asked of the list of projects: all of it stands in the address. */
export type PortfolioQuery = Omit<z.infer<typeof Query>, "dir"> & { dir: Direction };

/** Reads the address of the list; what makes no sense counts as not given. */
export function readPortfolioQuery(
  given: Readonly<Record<string, string | string[] | undefined>> = {},
): PortfolioQuery {
  const first = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, (Array.isArray(value) ? value[0] : value) || undefined]),
  );
  const query = Query.parse(first);
  return { ...query, dir: query.dir ?? FIRST_DIRECTION[query.sort] };
}

/** True when the list is narrowed, by words or by a choice. */
export function isNarrowed({ q, show, who, within, requirement }: PortfolioQuery): boolean {
  return q !== "" || show !== "open" || who !== undefined || within !== undefined || requirement !== undefined;
}

/** The address of the list with some of it changed; a changed question begins at the first page. */
export function portfolioHref(query: PortfolioQuery, change: Partial<PortfolioQuery>): string {
  const { after: _after, before: _before, ...rest } = query;
  const next = { ...rest, ...change };
  const usual: Partial<Record<string, string>> = { show: "open", sort: "changed", dir: FIRST_DIRECTION[next.sort] };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(next))
    if (value !== undefined && value !== "" && String(value) !== usual[name]) params.set(name, String(value));
  const text = params.toString();
  return text ? `/projects?${text}` : "/projects";
}
