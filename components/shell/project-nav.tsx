"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

import { classNames } from "@/components/ui/class-names";

/** The rooms of one project. */
export function ProjectNav({ projectId, vendor }: { projectId: string; vendor: boolean }) {
  const path = usePathname();
  const home = `/projects/${projectId}`;
  const links = [
    { href: home, label: "Overview" },
    { href: `${home}/intake/check`, label: "Answers" },
    { href: `${home}/checklist`, label: "Checklist" },
    { href: `${home}/runs`, label: "Runs" },
    { href: `${home}/files`, label: "Files" },
    ...(vendor ? [{ href: `${home}/access`, label: "Access" }] : []),
  ];
  return (
    <nav aria-label="Project" className="mb-6 flex flex-wrap gap-x-5 border-b border-line">
      {links.map(({ href, label }) => {
        const here = path === href || (href !== home && path.startsWith(href));
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
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
