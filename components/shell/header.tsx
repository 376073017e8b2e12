import Link from "next/link";

import { ClientMessages } from "@/components/messages/client-messages";
import type { Actor } from "@/lib/auth/actor";
import { isVendor } from "@/lib/auth/actor";
import { translations } from "@/lib/messages/server";

import { HeaderMenu } from "./header-menu";
import { LanguageSwitch } from "./language-switch";
import { Shortcuts } from "./shortcuts";
import { SignOut } from "./sign-out";
import { ThemeSwitch } from "./theme-switch";

const LINK = "rounded px-2 py-1 text-sm text-ink no-underline hover:bg-sunk";

/** Top of every page: where one is, who one is, and the way out. */
export async function Header({ actor, unread }: { actor: Actor | undefined; unread: number }) {
  const [t, notices] = await Promise.all([translations("shell"), translations("notifications")]);
  return (
    <header className="border-b border-line bg-card">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:m-2 focus:bg-card focus:p-2">
        {t("skip")}
      </a>
      <div className="mx-auto flex max-w-7xl flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5">
        <Link href={actor ? "/projects" : "/sign-in"} className="font-semibold tracking-tight text-ink no-underline">
          Knovvu Readiness
        </Link>
        <ClientMessages of={["shell"]}>
          <HeaderMenu unread={unread}>
            {actor && (
              <>
                <Link href="/projects" className={LINK}>
                  {t("projects")}
                </Link>
                {isVendor(actor) && (
                  <Link href="/administration" className={LINK}>
                    {t("administration")}
                  </Link>
                )}
                <Link href="/notifications" className={LINK} aria-label={notices("unread", { count: unread })}>
                  {t("notifications")}
                  {unread > 0 && (
                    <span aria-hidden="true" className="ml-1 rounded-full bg-accent px-1.5 text-xs text-accent-ink">
                      {unread > 99 ? "99+" : unread}
                    </span>
                  )}
                </Link>
                <Link href="/help" className={LINK}>
                  {t("help")}
                </Link>
                <Link href="/account" className={LINK}>
                  {actor.name}
                </Link>
                <Shortcuts vendor={isVendor(actor)} />
                <SignOut />
              </>
            )}
            {!actor && <LanguageSwitch />}
            <ThemeSwitch />
          </HeaderMenu>
        </ClientMessages>
      </div>
    </header>
  );
}
