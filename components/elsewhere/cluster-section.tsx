import Link from "next/link";

import { ClientMessages } from "@/components/messages/client-messages";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { PartView } from "@/lib/cluster/parts";
import type { ErrandView } from "@/lib/errands";
import { field } from "@/lib/intake/sections";
import { translations } from "@/lib/messages/server";
import { readersSay } from "@/lib/sentences/server";

import { BringResult } from "./bring-result";
import { ClusterFile } from "./cluster-file";
import { ClusterLook } from "./cluster-look";

/** What the workers are asked: a look of our own behind its list of objects, or a file for the customer. */
export async function ClusterSection({
  projectId,
  allowed,
  kubeconfig,
  parts,
  errands,
}: {
  projectId: string;
  allowed: string | undefined;
  kubeconfig: boolean;
  parts: readonly PartView[];
  errands: readonly ErrandView[];
}) {
  const [t, say] = await Promise.all([translations("ports"), readersSay()]);
  const home = `/projects/${projectId}`;
  const choices = parts.map(({ id, ready, rows }) => {
    const missing = [...new Set(rows.flatMap((row) => row.missing))].map((one) => say(field(one).label));
    return { id, ready, applies: rows.some(({ state }) => state !== "not-applicable"), missing };
  });
  return (
    <section aria-labelledby="cluster-heading" id="cluster">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <h2 id="cluster-heading" className="text-xl font-semibold">
          {t("cluster-heading")}
        </h2>
        <ButtonLink href={`${home}/elsewhere/ports`}>{t("to-ports")}</ButtonLink>
      </div>
      <p className="mb-4 max-w-3xl text-ink-soft">{t("cluster-lead")}</p>
      {allowed !== "yes" ? (
        <Notice tone="warn">
          <p>
            {t("cluster-not-allowed")}{" "}
            <Link href={`${home}/intake/platform#k8s.probeAllowed`}>{t("cluster-answer")}</Link>
          </p>
        </Notice>
      ) : (
        <ClientMessages of={["ports", "elsewhere"]}>
          {kubeconfig ? (
            <ClusterLook projectId={projectId} choices={choices} />
          ) : (
            <Notice>
              <p>{t("cluster-no-kubeconfig")}</p>
            </Notice>
          )}
          <ClusterFile projectId={projectId} errands={errands} />
          <BringResult projectId={projectId} of="cluster" />
        </ClientMessages>
      )}
    </section>
  );
}
