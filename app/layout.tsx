import "./globals.css";

import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";

import { ClientMessages } from "@/components/messages/client-messages";
import { Header } from "@/components/shell/header";
import { currentActor } from "@/lib/auth/session";
import { unreadCount } from "@/lib/data/notifications";
import { env } from "@/lib/env";
import { currentLocale, translations } from "@/lib/messages/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translations("shell");
  return {
    title: { default: "Knovvu Readiness", template: "%s · Knovvu Readiness" },
    description: t("description"),
  };
}
/** Every page carries a nonce of its own, so none is made in advance. */
export const dynamic = "force-dynamic";

export default async function Layout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get("theme")?.value;
  const [actor, locale, t] = await Promise.all([currentActor(), currentLocale(), translations("shell")]);
  return (
    <html
      lang={locale}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      {...(theme === "light" || theme === "dark" ? { "data-theme": theme } : {})}
      suppressHydrationWarning
    >
      <body>
        <ClientMessages of={["words"]}>
          <Header actor={actor} unread={actor ? await unreadCount(actor) : 0} />
          <main id="main" className="mx-auto max-w-7xl px-4 py-6">
            {children}
          </main>
        </ClientMessages>
        {env().CHECK_ALLOW_LOOPBACK && (
          <footer className="mx-auto max-w-7xl px-4 py-4 text-sm text-warn">{t("trial")}</footer>
        )}
      </body>
    </html>
  );
}
