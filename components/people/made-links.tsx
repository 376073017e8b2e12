"use client";

import { useTranslations } from "@/components/messages/provider";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import type { MadeLink } from "@/lib/auth/people";

/** Links made just now, each to be sent to its person; they are shown this once. */
export function MadeLinks({ links }: { links: readonly MadeLink[] }) {
  const t = useTranslations("access");
  if (links.length === 0) return null;
  return (
    <Notice tone="pass" role="status" title={t("send-links", { count: links.length })}>
      <ul>
        {links.map(({ email, path }) => {
          const link = new URL(path, window.location.href).href;
          return (
            <li key={email} className="mt-3">
              <p className="font-medium break-all">{email}</p>
              <p className="font-mono text-sm break-all">{link}</p>
              <div className="mt-1 flex items-center gap-2">
                <CopyButton text={link} label={t("copy-link")} />
              </div>
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
