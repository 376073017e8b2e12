import Link from "next/link";
import type { ReactNode } from "react";

/** Heading of a page with an optional way back, a line under it, and the page's next step. */
export function PageHeading({
  title,
  back,
  lead,
  action,
}: {
  title: string;
  back?: { href: string; label: string };
  lead?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mb-6">
      {back && (
        <p className="mb-2 text-sm">
          <Link href={back.href}>← {back.label}</Link>
        </p>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="max-w-3xl">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          {lead && <div className="mt-1 text-ink-soft">{lead}</div>}
        </div>
        {action}
      </div>
    </div>
  );
}

/** Says what a list is, why it is empty, and what to do. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="rounded-lg border border-dashed border-line-strong bg-card px-6 py-10 text-center">
      <p className="text-lg font-semibold">{title}</p>
      <div className="mx-auto mt-2 max-w-xl text-ink-soft">{children}</div>
    </div>
  );
}
