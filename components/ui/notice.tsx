import type { ReactNode } from "react";

import { classNames } from "./class-names";

const TONE = {
  info: "border-accent bg-accent-soft",
  warn: "border-warn bg-warn-soft",
  fail: "border-fail bg-fail-soft",
  pass: "border-pass bg-pass-soft",
} as const;

/** A boxed message with a heading; the tone repeats what the words say. */
export function Notice({
  tone = "info",
  title,
  children,
  role,
}: {
  tone?: keyof typeof TONE;
  title?: string;
  children: ReactNode;
  role?: "alert" | "status";
}) {
  return (
    <div role={role} className={classNames("mb-5 max-w-3xl rounded-md border-l-4 px-4 py-3", TONE[tone])}>
      {title && <p className="font-semibold">{title}</p>}
      <div className="[&_p]:mt-1">{children}</div>
    </div>
  );
}
