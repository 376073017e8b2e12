"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useId, useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { classNames } from "@/components/ui/class-names";

/** The links at the top: in a row, and on a phone behind one button so that the page itself comes first. */
export function HeaderMenu({ unread, children }: { unread: number; children: ReactNode }) {
  const t = useTranslations("shell");
  const path = usePathname();
  const [openOn, setOpenOn] = useState<string>();
  const id = useId();
  const open = openOn === path;
  useEffect(() => {
    if (!open) return;
    const close = ({ key }: KeyboardEvent) => key === "Escape" && setOpenOn(undefined);
    window.addEventListener("keydown", close);
    return () => window.removeEventListener("keydown", close);
  }, [open]);
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpenOn(open ? undefined : path)}
        className="cursor-pointer rounded border border-line-strong px-3 py-1 text-sm sm:hidden"
      >
        {t("menu")}
        {unread > 0 && <span aria-hidden="true"> · {unread > 99 ? "99+" : unread}</span>}
      </button>
      <nav
        id={id}
        aria-label={t("main")}
        className={classNames("flex-wrap items-center gap-1 max-sm:w-full sm:flex", open ? "flex" : "hidden")}
      >
        {children}
      </nav>
    </>
  );
}
