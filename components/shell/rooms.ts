import type { MessageKey } from "@/lib/messages";

/** One room of a project, or a page of everybody's: where it is, what it is called, and its key. */
export interface Room {
  href: string;
  name: MessageKey<"shell">;
  /** Single-letter key that leads there. */
  letter?: string;
  /** Current only on exactly this page, not on the ones below it. */
  exact?: boolean;
  /** Current on every page below this one, where it leads to just one of them. */
  area?: string;
}

/** The rooms of one project, in the order of its tabs. */
export function roomsOf(projectId: string, vendor: boolean): Room[] {
  const home = `/projects/${projectId}`;
  return [
    { href: home, name: "nav-overview", letter: "o", exact: true },
    { href: `${home}/intake/check`, name: "nav-answers", letter: "a", area: `${home}/intake` },
    { href: `${home}/checklist`, name: "nav-checklist", letter: "c" },
    { href: `${home}/next`, name: "nav-next", letter: "n" },
    { href: `${home}/elsewhere`, name: "nav-elsewhere", letter: "e" },
    { href: `${home}/responsibility`, name: "nav-responsibility", letter: "r" },
    { href: `${home}/files`, name: "nav-files", letter: "f" },
    { href: `${home}/runs`, name: "nav-history", letter: "h" },
    { href: `${home}/sign-off`, name: "nav-sign-off", letter: "s" },
    ...(vendor ? [{ href: `${home}/access`, name: "nav-access" as const, letter: "w" }] : []),
  ];
}

/** Pages that do not belong to one project. */
export function pagesOf(vendor: boolean): Room[] {
  return [
    { href: "/projects", name: "projects", letter: "p" },
    ...(vendor ? [{ href: "/administration", name: "administration" as const }] : []),
    { href: "/help", name: "help" },
    { href: "/account", name: "account" },
  ];
}

/** The id of the project that a path belongs to. */
export function projectIn(path: string): string | undefined {
  return /^\/projects\/(c[a-z0-9]{8,})(?:\/|$)/.exec(path)?.[1];
}
