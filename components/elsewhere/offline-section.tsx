import { ClientMessages } from "@/components/messages/client-messages";
import type { ErrandView } from "@/lib/errands";
import type { Answers } from "@/lib/intake/answers";
import { translations } from "@/lib/messages/server";
import { neededSecrets } from "@/lib/offline/plan-file";

import { BringResult } from "./bring-result";
import { ErrandList } from "./errand-list";
import { OfflinePlan } from "./offline-plan";

/** What a closed network is asked: the plan and the command as files, and the signed result that comes back. */
export async function OfflineSection({
  projectId,
  answers,
  errands,
}: {
  projectId: string;
  answers: Answers;
  errands: readonly ErrandView[];
}) {
  const t = await translations("elsewhere");
  const plans = errands.flatMap((errand) => (errand.kind === "offline" ? [{ ...errand, kind: errand.kind }] : []));
  const secrets = neededSecrets(answers).map(({ id, give }) => `${id}: ${give}`);
  return (
    <section aria-labelledby="closed-heading" id="offline">
      <h2 id="closed-heading" className="text-xl font-semibold">
        {t("offline-heading")}
      </h2>
      <p className="mb-4 max-w-3xl text-ink-soft">{t("offline-lead")}</p>
      <ClientMessages of={["elsewhere"]}>
        <OfflinePlan projectId={projectId} secrets={secrets.join("\n")} />
        <BringResult projectId={projectId} of="offline" />
        <ErrandList projectId={projectId} of="offline" errands={plans} />
      </ClientMessages>
    </section>
  );
}
