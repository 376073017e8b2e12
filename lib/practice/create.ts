import "server-only";

import type { Actor } from "@/lib/auth/actor";
import { importAnswers } from "@/lib/data/answers";
import { createPracticeRow } from "@/lib/data/projects";
import { saveKubeconfig } from "@/lib/data/secrets";
import { inspectKubeconfig } from "@/lib/intake/kubeconfig/inspect";
import { NAMESPACES } from "@/lib/peers/kubernetes/healthy";

import { practiceCertificate } from "./certificate";
import { PRACTICE_HOST, PRACTICE_MISTAKES, PRACTICE_PORT } from "./mistakes";
import { PRACTICE_TOKEN, practiceAnswers } from "./scenario";

/** Creates a project whose cluster is a practice one, with its intake filled and every mistake in place. */
export async function createPracticeProject(actor: Actor): Promise<{ id: string }> {
  const { caPem } = await practiceCertificate();
  const file = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "practice",
        cluster: {
          server: `https://${PRACTICE_HOST}:${PRACTICE_PORT}`,
          "certificate-authority-data": Buffer.from(caPem).toString("base64"),
        },
      },
    ],
    users: [{ name: "knovvu-deployer", user: { token: PRACTICE_TOKEN } }],
    contexts: [
      { name: "practice", context: { cluster: "practice", user: "knovvu-deployer", namespace: NAMESPACES[0] } },
    ],
  };
  const inspection = inspectKubeconfig(file, { uploadSha256: "practice" });
  if (!inspection.ok) throw new Error("The practice kubeconfig is not accepted by our own intake.");
  const { id } = await createPracticeRow(
    actor,
    PRACTICE_MISTAKES.map((one) => one.id),
  );
  await importAnswers(actor, id, practiceAnswers(new Date()));
  await saveKubeconfig(actor, id, inspection.config, inspection.summary);
  return { id };
}
