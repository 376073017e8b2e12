import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import { readApiGroups } from "@/lib/checks/facts/api-groups";
import { type NamespaceRead, readNamespace } from "@/lib/checks/facts/namespaces";
import type { ApiResult, KubernetesProbe } from "@/lib/probes/types";

import { type Leftovers, leftoversIn, namesOf } from "./leftovers";

interface Project {
  status?: { phase?: string };
}
interface Seen {
  name: string;
  namespace: NamespaceRead;
  project?: ApiResult<Project>;
  /** True when a rule of its own was found: a RoleBinding, hence the namespace, exists. */
  provenByRules?: boolean;
  leftovers: Leftovers;
}

/** A namespace name that cannot exist, to tell rules of the namespace from cluster-wide ones. */
const NOWHERE = "rdy-none-5f1c9a7e";

async function hasOwnRules(kubernetes: KubernetesProbe, name: string): Promise<boolean> {
  const [here, nowhere] = await Promise.all([kubernetes.rules(name), kubernetes.rules(NOWHERE)]);
  if (!here.ok || !nowhere.ok || !here.body || !nowhere.body) return false;
  const common = new Set(nowhere.body.resourceRules.map((rule) => JSON.stringify(rule)));
  return here.body.resourceRules.some((rule) => !common.has(JSON.stringify(rule)));
}

async function look(kubernetes: KubernetesProbe, name: string, openshift: boolean): Promise<Omit<Seen, "leftovers">> {
  const namespace = await readNamespace(kubernetes, name);
  const forbidden = !namespace.ok && namespace.answer.ok && namespace.answer.status === 403;
  if (!forbidden) return { name, namespace };
  const path = `/apis/project.openshift.io/v1/projects/${encodeURIComponent(name)}`;
  const project = openshift ? await kubernetes.get<Project>(path) : undefined;
  if (project?.ok && project.body?.status?.phase) return { name, namespace, project };
  return { name, namespace, ...(project ? { project } : {}), provenByRules: await hasOwnRules(kubernetes, name) };
}

/** Every namespace that SESTEK named exists (S86). */
export const nsExist = defineCheck({
  id: "ns-exist",
  needs: ["kubernetes"],
  async run({ probes: { kubernetes }, answers }) {
    const groups = await readApiGroups(kubernetes);
    const openshift = groups.ok && groups.versions.has("project.openshift.io");
    return Promise.all(
      (answers["ns.list"] ?? []).map(async ({ name }): Promise<Seen> => {
        const seen = await look(kubernetes, name, openshift);
        const there = seen.namespace.ok || seen.project?.ok;
        const leftovers = there ? await leftoversIn(kubernetes, name, answers["st.provisioning"]) : {};
        return { ...seen, leftovers };
      }),
    );
  },
  verdict: (seen, { facts }) => seen.map((one) => judge(one, facts.policy.podSecurityRestricted)),
});

function judge(
  { name, namespace, project, provenByRules, leftovers }: Seen,
  restricted: "pass" | "warn" | "fail",
): Judgement {
  const target = name;
  const expected = `namespace ${name} exists and is Active`;
  const projectPhase = project?.ok ? project.body?.status?.phase : undefined;
  if (namespace.ok || projectPhase) {
    const phase = namespace.ok ? namespace.item.phase : projectPhase;
    const labels = namespace.ok ? namespace.item.labels : {};
    const base = {
      target,
      expected,
      found: phase,
      evidence: { phase, labels, uid: namespace.ok ? namespace.item.uid : undefined, ...leftovers },
    };
    if (phase === "Terminating") {
      return {
        ...base,
        verdict: "fail",
        reasonCode: "not-found",
        message: `Namespace ${name} is being deleted. Wait until it is gone, then create it again.`,
      };
    }
    if (labels["pod-security.kubernetes.io/enforce"] === "restricted" && restricted !== "pass") {
      const message = `Namespace ${name} exists and enforces the restricted Pod Security level. Tell SESTEK: not every component may run under it.`;
      return { ...base, verdict: restricted, reasonCode: "admission-psa", message };
    }
    if (phase !== "Active") {
      const message = `Namespace ${name} was found, but the cluster does not say that it is Active. Run the check again.`;
      return { ...base, verdict: "could-not-tell", reasonCode: "error", message };
    }
    const left = namesOf(leftovers);
    if (left) {
      const message = `Namespace ${name} exists, but it is not empty: ${left}. Ask whose they are, and remove what is not needed.`;
      return { ...base, verdict: "warn", reasonCode: "residue", message };
    }
    return { ...base, verdict: "pass", reasonCode: "ok", message: `Namespace ${name} exists.` };
  }
  const { answer } = namespace;
  if (answer.ok && answer.status === 404) {
    return {
      target,
      verdict: "fail",
      reasonCode: "not-found",
      message: `Namespace ${name} does not exist.`,
      expected,
      found: "404 not found",
    };
  }
  if (provenByRules) {
    const message = `Namespace ${name} cannot be read directly, but a role is bound in it, so it exists.`;
    return { target, verdict: "pass", reasonCode: "ok", message, expected, found: "proven by a rule of its own" };
  }
  if (answer.ok && answer.status === 403) {
    const message = `The credential has no right of its own in ${name}: either the namespace is missing, or no role was bound in it yet. Ask the cluster administrator which.`;
    return {
      target,
      verdict: "could-not-tell",
      reasonCode: "forbidden",
      message,
      expected,
      found: "403, and no rule of its own",
    };
  }
  return { ...apiTrouble(answer, { target, verb: "get", resource: "namespaces" }), expected };
}
