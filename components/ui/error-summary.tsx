"use client";

import { useEffect, useRef } from "react";

import { useTranslations } from "@/components/messages/provider";

/** What is wrong on the page, with links to the fields; takes the focus when it appears. */
export function ErrorSummary({
  problems,
  title,
}: {
  problems: readonly { field?: string; message: string }[];
  title?: string;
}) {
  const t = useTranslations("words");
  const box = useRef<HTMLDivElement>(null);
  const words = problems.map(({ message }) => message).join("\n");
  useEffect(() => {
    if (words) box.current?.focus();
  }, [words]);
  if (problems.length === 0) return null;
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="mb-6 max-w-3xl rounded-md border-2 border-fail bg-card px-4 py-3"
    >
      <h2 className="font-semibold">{title ?? t("problem")}</h2>
      <ul className="mt-1 list-disc pl-5">
        {problems.map(({ field, message }) => (
          <li key={`${field}${message}`}>
            {field ? (
              <a href={`#${field}`} className="text-fail">
                {message}
              </a>
            ) : (
              <span className="text-fail">{message}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
