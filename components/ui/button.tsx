import Link from "next/link";
import type { ComponentProps } from "react";

import { classNames } from "./class-names";

const LOOK = {
  /** The one next step of a page. */
  primary: "bg-accent text-accent-ink border-accent hover:brightness-110",
  secondary: "bg-card text-ink border-line-strong hover:bg-sunk",
  quiet: "border-transparent text-accent hover:bg-accent-soft",
  danger: "bg-card text-fail border-fail hover:bg-fail-soft",
} as const;
const BASE =
  "inline-flex min-h-9 items-center justify-center gap-2 rounded-md border px-3.5 py-1.5 text-sm font-medium no-underline disabled:opacity-60 aria-disabled:opacity-60 disabled:cursor-not-allowed cursor-pointer";

type Look = { look?: keyof typeof LOOK };

export function Button({ look = "secondary", className, type = "button", ...rest }: ComponentProps<"button"> & Look) {
  return <button type={type} className={classNames(BASE, LOOK[look], className)} {...rest} />;
}

/** A link that looks like a button, because it is the page's next step. */
export function ButtonLink({ look = "secondary", className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={classNames(BASE, LOOK[look], className)} {...rest} />;
}

/** A download: a plain link, so that the browser does what it does with files. */
export function DownloadLink({ look = "secondary", className, children, ...rest }: ComponentProps<"a"> & Look) {
  return (
    <a download className={classNames(BASE, LOOK[look], className)} {...rest}>
      {children}
    </a>
  );
}
