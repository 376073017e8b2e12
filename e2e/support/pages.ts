import type { Page } from "playwright/test";

export const LANGUAGES = ["en", "tr"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The intake's sections by their ids, in order. */
const SECTIONS = [
  "project",
  "platform",
  "access",
  "namespaces",
  "storage",
  "network",
  "registry",
  "database",
  "object-storage",
  "license",
  "terminal",
  "observability",
  "responsibility",
] as const;

/** Every page of one project at this address, and every page of everybody's; to be looked at one by one. */
export function pagesOf(home: string): string[] {
  return [
    home,
    ...SECTIONS.map((section) => `${home}/intake/${section}`),
    `${home}/intake/products`,
    `${home}/intake/check`,
    `${home}/checklist`,
    `${home}/next`,
    `${home}/runs`,
    `${home}/runs/1`,
    `${home}/runs/changes`,
    `${home}/elsewhere`,
    `${home}/elsewhere/ports`,
    `${home}/responsibility`,
    `${home}/files`,
    `${home}/sign-off`,
    `${home}/sign-off/1`,
    `${home}/sign-off/compare`,
    `${home}/access`,
    "/projects",
    "/projects?q=nobody+has+this+name",
    "/projects/statistics",
    "/projects/new",
    "/administration/people",
    "/administration/products",
    "/administration/products/new",
    "/administration/products/nowhere",
    "/administration/decisions",
    "/administration/notifications",
    "/administration/audit",
    "/notifications",
    "/account",
    "/help",
    "/nowhere",
  ];
}

/** The pages of a project that somebody has signed off, which say more than those of one that is not. */
export function signedPagesOf(home: string): string[] {
  return [home, `${home}/next`, `${home}/sign-off`, `${home}/sign-off/1`, `${home}/sign-off/compare?from=1`];
}

/** The pages of a signed project of which an answer was changed since: its certificate is void. */
export function changedPagesOf(home: string): string[] {
  return [home, `${home}/sign-off`, `${home}/sign-off/1`, `${home}/sign-off/compare?from=1`];
}

/** The pages where nobody is signed in. */
export const STRANGERS_PAGES = [
  "/sign-in",
  "/sign-in?changed=password",
  "/setup/used",
  "/invitation/used",
  "/reset/used",
] as const;

/** Makes the browser remember a language, as its own switch does; the page must be open. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.context().addCookies([{ name: "locale", value: language, url: new URL(page.url()).origin }]);
}
