"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

import { classNames } from "@/components/ui/class-names";

export interface Tab {
  href: string;
  label: string;
  /** Current only on exactly this page, not on the ones below it. */
  exact?: boolean;
  /** Current on every page below this one, where it leads to just one of them. */
  area?: string;
}

/** The rooms of a place, the current one underlined. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="mb-6 flex flex-wrap gap-x-5 border-b border-line">
      {tabs.map(({ href, label: text, exact, area = href }) => {
        const here = path === href || (!exact && path.startsWith(`${area}/`));
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? "page" : undefined}
            className={classNames(
              "-mb-px border-b-2 border-transparent py-2 text-ink no-underline",
              here && "border-accent! font-medium",
            )}
          >
            {text}
          </Link>
        );
      })}
    </nav>
  );
}
