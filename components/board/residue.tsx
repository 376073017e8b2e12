"use client";

import { useTranslations } from "@/components/messages/provider";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import type { BoardRow } from "@/lib/engine/types";

/** What a probe left in the cluster: named, with the command that removes it; the verdict stays as it is. */
export function Residue({ residue }: { residue: BoardRow["residue"] }) {
  const t = useTranslations("ports");
  const words = useTranslations("words");
  if (!residue) return null;
  return (
    <Notice tone="fail" title={t("residue-title")}>
      <p>{t("residue")}</p>
      <ul className="mt-1 list-disc pl-5 font-mono text-sm break-all">
        {residue.objects.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <pre tabIndex={0} className="mt-2 overflow-x-auto rounded-md bg-sunk p-3 font-mono text-sm">
        {residue.command}
      </pre>
      <div className="mt-2">
        <CopyButton text={residue.command} label={words("copy")} />
      </div>
    </Notice>
  );
}
