import Link from "next/link";

import type { Actor } from "@/lib/auth/actor";

import { SignOut } from "./sign-out";
import { ThemeSwitch } from "./theme-switch";

const LINK = "rounded px-2 py-1 text-sm text-ink no-underline hover:bg-sunk";

/** Top of every page: where one is, who one is, and the way out. */
export function Header({ actor }: { actor: Actor | undefined }) {
  return (
    <header className="border-b border-line bg-card">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:m-2 focus:bg-card focus:p-2">
        Skip to the content
      </a>
      <div className="mx-auto flex max-w-7xl flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5">
        <Link href={actor ? "/projects" : "/sign-in"} className="font-semibold tracking-tight text-ink no-underline">
          Knovvu Readiness
        </Link>
        <nav aria-label="Main" className="flex flex-wrap items-center gap-1">
          {actor && (
            <>
              <Link href="/projects" className={LINK}>
                Projects
              </Link>
              {actor.role === "admin" && (
                <Link href="/people" className={LINK}>
                  People
                </Link>
              )}
              <Link href="/help" className={LINK}>
                Help
              </Link>
              <Link href="/account" className={LINK}>
                {actor.name}
              </Link>
              <SignOut />
            </>
          )}
          <ThemeSwitch />
        </nav>
      </div>
    </header>
  );
}
