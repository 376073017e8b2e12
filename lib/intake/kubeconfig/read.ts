import { createHash } from "node:crypto";

import { inspectKubeconfig, type KubeconfigInspection } from "./inspect";
import { readYaml } from "./read-yaml";

/** Reads an uploaded kubeconfig: parsed away from the main thread, judged by the allow-list (catalogue 1.3). */
export async function readKubeconfig(
  bytes: Uint8Array,
  options: { context?: string } = {},
): Promise<KubeconfigInspection> {
  const parsed = await readYaml(bytes);
  if (!parsed.ok) return { ok: false, kind: "refused", refusals: [parsed.refusal] };
  return inspectKubeconfig(parsed.value, {
    ...options,
    uploadSha256: createHash("sha256").update(bytes).digest("hex"),
  });
}
