import "server-only";

import type { Actor } from "@/lib/auth/actor";
import { importAnswers } from "@/lib/data/answers";
import { createPracticeRow } from "@/lib/data/projects";
import { saveKubeconfig, saveSecret } from "@/lib/data/secrets";
import { inspectKubeconfig } from "@/lib/intake/kubeconfig/inspect";
import { NAMESPACES } from "@/lib/peers/kubernetes/healthy";

import { practiceCertificate } from "./certificate";
import { PRACTICE_DATABASE, PRACTICE_HOST, PRACTICE_MISTAKES, PRACTICE_PORT, PRACTICE_REGISTRY } from "./mistakes";
import { PRACTICE_TOKEN, practiceAnswers } from "./scenario";
import { PRACTICE_DATABASE_PASSWORD, PRACTICE_REGISTRY_PASSWORD, practiceSystemAnswers } from "./systems";

/** Creates a project whose cluster, registry and database are practice ones, with its intake filled and every mistake in place. */
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
  const [registry, database] = await Promise.all(
    [PRACTICE_REGISTRY, PRACTICE_DATABASE].map((host) => practiceCertificate(host)),
  );
  await importAnswers(actor, id, {
    ...practiceAnswers(new Date()),
    ...practiceSystemAnswers({ registry: registry?.caPem ?? "", database: database?.caPem ?? "" }),
  });
  await saveKubeconfig(actor, id, inspection.config, inspection.summary);
  await saveSecret(actor, { projectId: id, field: "reg.password", value: PRACTICE_REGISTRY_PASSWORD });
  await saveSecret(actor, { projectId: id, field: "db.password", value: PRACTICE_DATABASE_PASSWORD });
  return { id };
}
