import type { ReactNode } from "react";

import { classNames } from "./class-names";

/** A part that may be wider than the page: it scrolls by itself, and by keyboard. */
export function ScrollBox({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <section tabIndex={0} aria-label={label} className={classNames("overflow-x-auto", className)}>
      {children}
    </section>
  );
}
