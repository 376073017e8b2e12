/**
 * The access reviews of EndpointSlices in three namespaces: one run of the command, against one kubectl
 * process a question, on the same real API server, back to back. kubectl is taken from KUBECTL or PATH.
 * Run: npx tsx bench/kubectl.mts
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startTestCluster } from "../test/cluster/cluster";
import { NAMESPACES } from "../test/cluster/seed";

const VERBS = ["get", "list", "watch", "create", "update", "patch", "delete"];
const kubectl = process.env.KUBECTL ?? "kubectl";
const folder = mkdtempSync(join(tmpdir(), "readiness-kubectl-"));
const cluster = await startTestCluster();
try {
  const kubeconfig = join(folder, "kubeconfig");
  writeFileSync(kubeconfig, cluster.kubeconfig, { mode: 0o600 });
  const started = performance.now();
  const { row } = await cluster.check({}, ["--only", "rbac-endpointslice-write"]);
  const ours = performance.now() - started;
  const then = performance.now();
  let yes = 0;
  for (const namespace of NAMESPACES) {
    for (const verb of VERBS) {
      const asked = spawnSync(
        kubectl,
        ["--kubeconfig", kubeconfig, "-n", namespace, "auth", "can-i", verb, "endpointslices.discovery.k8s.io"],
        { encoding: "utf8" },
      );
      if (asked.error) throw new Error(`kubectl cannot be run (${asked.error.message}). Name it in KUBECTL.`);
      if (asked.stdout.trim() === "yes") yes++;
    }
  }
  const theirs = performance.now() - then;
  const questions = NAMESPACES.length * VERBS.length;
  console.log(
    `readiness: ${row("rbac-endpointslice-write").verdict} in ${ours.toFixed(0)} ms, start of the process and the dry runs included`,
  );
  console.log(`kubectl:   ${yes} of ${questions} yes in ${theirs.toFixed(0)} ms, one process a question`);
  console.log(`ratio:     ${(ours / theirs).toFixed(2)}`);
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
