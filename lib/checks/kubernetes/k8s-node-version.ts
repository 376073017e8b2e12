import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck } from "@/lib/checks/define-check";
import { listNodes, type NodeFacts } from "@/lib/checks/facts/nodes";
import { parseVersion } from "@/lib/intake/version";

function histogram(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** Worker nodes run kubelets inside the window, on amd64 Linux (derived from S76; D8). */
export const k8sNodeVersion = defineCheck({
  id: "k8s-node-version",
  needs: ["kubernetes"],
  run: ({ probes }) => listNodes(probes.kubernetes),
  verdict(seen, { facts }) {
    const { min, max } = facts.policy.kubernetesMinor;
    const built: readonly string[] = facts.policy.nodeArchitectures;
    const platform = `${built.join(" or ")} Linux`;
    const target = "worker nodes";
    const expected = `all workers Ready, ${platform}, kubelet 1.${min} to 1.${max}`;
    if (!seen.ok) return [{ ...apiTrouble(seen.answer, { target, verb: "list", resource: "nodes" }), expected }];
    const workers = seen.items.filter((node) => node.schedulable);
    const versions = histogram(workers.map((node) => node.kubeletVersion));
    const evidence = { workers: workers.length, nodes: seen.items.length, versions };
    const found = `${workers.length} workers: ${Object.entries(versions)
      .map(([version, nodes]) => `${version} × ${nodes}`)
      .join(", ")}`;
    const base = { target, expected, found, evidence };
    if (workers.length === 0) {
      return [
        {
          ...base,
          verdict: "could-not-tell",
          reasonCode: "not-found",
          message: "No node takes ordinary workloads, or an autoscaler has scaled them all away.",
        },
      ];
    }
    const minor = (node: NodeFacts) => parseVersion(node.kubeletVersion)?.minor ?? 0;
    if (workers.every((node) => minor(node) < min)) {
      return [
        {
          ...base,
          verdict: "fail",
          reasonCode: "version-low",
          message: `Every worker runs a kubelet older than 1.${min}. Upgrade the node pools.`,
        },
      ];
    }
    const odd: string[] = [];
    const names = (nodes: NodeFacts[]) =>
      nodes
        .slice(0, 5)
        .map((node) => node.name)
        .join(", ") + (nodes.length > 5 ? ` and ${nodes.length - 5} more` : "");
    const say = (nodes: NodeFacts[], what: string) => nodes.length > 0 && odd.push(`${names(nodes)} ${what}`);
    say(
      workers.filter((node) => minor(node) < min || minor(node) > max),
      `run${workers.length === 1 ? "s" : ""} a kubelet outside the window`,
    );
    say(
      workers.filter((node) => node.operatingSystem !== "linux" || !built.includes(node.architecture)),
      `are not ${platform} (the images are assumed to be)`,
    );
    say(
      workers.filter((node) => !node.ready),
      "are not Ready",
    );
    if (odd.length > 0)
      return [
        {
          ...base,
          verdict: "warn",
          reasonCode: "unsupported",
          message: `Of ${workers.length} workers, ${odd.join("; ")}.`,
        },
      ];
    return [
      {
        ...base,
        verdict: "pass",
        reasonCode: "ok",
        message: `All ${workers.length} workers are inside the window, Ready, and ${platform}.`,
      },
    ];
  },
});
