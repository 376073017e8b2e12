import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck } from "@/lib/checks/define-check";
import { listNodes } from "@/lib/checks/facts/nodes";
import { listRunningPods } from "@/lib/checks/facts/pods";
import { formatCpu, formatMemory, parseQuantity, scaleQuantity } from "@/lib/intake/quantity";

const total = (quantities: readonly string[]) =>
  quantities.reduce((sum, text) => sum + (parseQuantity(text) ?? 0n), 0n);

/** The cluster can hold what the products request (derived from S117). */
export const k8sCapacity = defineCheck({
  id: "k8s-capacity",
  needs: ["kubernetes"],
  async run({ probes: { kubernetes } }) {
    const nodes = await listNodes(kubernetes);
    return { nodes, pods: nodes.ok ? await listRunningPods(kubernetes) : undefined };
  },
  verdict({ nodes, pods }, { answers, facts }) {
    const target = "free requests";
    const percent = facts.policy.quotaPercent;
    const sizing = answers["ns.sizing"] ?? [];
    const need = {
      cpu: total(sizing.map((row) => row.requestsCpu)),
      memory: total(sizing.map((row) => row.requestsMemory)),
    };
    const roomy = { cpu: scaleQuantity(need.cpu, percent), memory: scaleQuantity(need.memory, percent) };
    const show = (amount: { cpu: bigint; memory: bigint }) =>
      `${formatCpu(amount.cpu)} CPU, ${formatMemory(amount.memory)}`;
    const expected = `${show(roomy)} free (requests plus ${percent - 100} %)`;
    if (!nodes.ok) return [{ ...apiTrouble(nodes.answer, { target, verb: "list", resource: "nodes" }), expected }];
    if (!pods?.ok)
      return pods
        ? [{ ...apiTrouble(pods.answer, { target, verb: "list", resource: "pods in all namespaces" }), expected }]
        : [];
    const workers = nodes.items.filter((node) => node.schedulable && node.ready);
    const free = {
      cpu: total(workers.map((node) => node.cpu)) - pods.items.reduce((sum, pod) => sum + pod.cpu, 0n),
      memory: total(workers.map((node) => node.memory)) - pods.items.reduce((sum, pod) => sum + pod.memory, 0n),
    };
    const base = {
      target,
      expected,
      found: `${show(free)} free on ${workers.length} workers`,
      evidence: { free: show(free), need: show(need), workers: workers.length },
    };
    const fits = (wanted: typeof need) => free.cpu >= wanted.cpu && free.memory >= wanted.memory;
    if (fits(roomy))
      return [
        {
          ...base,
          verdict: "pass",
          reasonCode: "ok",
          message: `The cluster has ${show(free)} free for requests of ${show(need)}.`,
        },
      ];
    if (fits(need))
      return [
        {
          ...base,
          verdict: "warn",
          reasonCode: "unsupported",
          message: `The requests of ${show(need)} fit, but without the ${percent - 100} % that rolling updates need.`,
        },
      ];
    return [
      {
        ...base,
        verdict: "fail",
        reasonCode: "unsupported",
        message: `Only ${show(free)} is free, while the products request ${show(need)}. Add workers.`,
      },
    ];
  },
});
