"use client";

import { useTranslations } from "@/components/messages/provider";
import type { BoardRow } from "@/lib/engine/types";

import { Assignment } from "./assignment";
import { Comments } from "./comments";
import { History } from "./history";

/** What people do about a requirement: who looks after it, what they say to each other, and what happened so far. */
export function WorkOn({ row }: { row: BoardRow }) {
  const t = useTranslations("work");
  const { id, work, verdict, attestation, waiver, observedAt } = row;
  const talk = `${work?.talk?.revision ?? 0} ${work?.internalTalk?.revision ?? 0}`;
  const happened = [talk, work?.setAt, verdict, attestation?.id, waiver?.id, observedAt].join(" ");
  return (
    <div className="mt-5 space-y-5 border-t border-line pt-4">
      <section aria-label={t("work")}>
        <h4 className="mb-1 font-medium">{t("work")}</h4>
        <Assignment requirementId={id} work={work} />
      </section>
      <section aria-label={t("comments")}>
        <h4 className="mb-1 font-medium">{t("comments")}</h4>
        <Comments requirementId={id} version={talk} />
      </section>
      <History requirementId={id} version={happened} />
    </div>
  );
}
