import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import type { ManagingUser } from "@/lib/intake/answers";
import type { ApiResult, KubernetesProbe } from "@/lib/probes/types";

const VERBS = ["create", "update", "patch", "delete"] as const;
const AUTHORIZATION = "authorization.k8s.io/v1";

interface ReviewBody {
  status?: { allowed?: boolean; evaluationError?: string; reason?: string };
}
interface Seen {
  user: ManagingUser;
  namespace: string;
  answers: { verb: string; answer: ApiResult<ReviewBody> }[];
}

/** The subject of a review: a service account by its full user name, a group as a member of it. */
function subject(user: ManagingUser): { user?: string; groups?: string[] } {
  if (user.kind === "Group") return { user: "readiness-member-of-group", groups: [user.name] };
  if (user.kind === "ServiceAccount") {
    const namespace = user.ns ?? "default";
    const groups = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"];
    return { user: `system:serviceaccount:${namespace}:${user.name}`, groups };
  }
  return { user: user.name, ...(user.groups ? { groups: user.groups } : {}) };
}

async function look(kubernetes: KubernetesProbe, user: ManagingUser, namespace: string): Promise<Seen> {
  const path = `/apis/${AUTHORIZATION}/namespaces/${encodeURIComponent(namespace)}/localsubjectaccessreviews`;
  const answers = await Promise.all(
    VERBS.map(async (verb) => {
      const resourceAttributes = { namespace, group: "discovery.k8s.io", resource: "endpointslices", verb };
      const spec = { resourceAttributes, ...subject(user) };
      const body = { apiVersion: AUTHORIZATION, kind: "LocalSubjectAccessReview", metadata: { namespace }, spec };
      return { verb, answer: await kubernetes.review<ReviewBody>(path, body) };
    }),
  );
  return { user, namespace, answers };
}

/** Every user who manages the projects may write EndpointSlices (S113). */
export const rbacEndpointsliceUsers = defineCheck({
  id: "rbac-endpointslice-users",
  needs: ["kubernetes"],
  run: ({ probes, answers }) =>
    Promise.all(
      (answers["k8s.managingUsers"] ?? []).flatMap((user) =>
        (answers["ns.list"] ?? []).map(({ name }) => look(probes.kubernetes, user, name)),
      ),
    ),
  verdict: (seen) => seen.map(judge),
});

function judge({ user, namespace, answers }: Seen): Judgement {
  const who = `${user.kind} ${user.name}`;
  const target = `${user.name} in ${namespace}`;
  const expected = `${VERBS.join(", ")} on endpointslices`;
  const base = { target, expected };
  const unreadable = answers.find(({ answer }) => !answer.ok || answer.status !== 201);
  if (unreadable) {
    const trouble = apiTrouble(unreadable.answer, { target, verb: "create", resource: "localsubjectaccessreviews" });
    return { ...trouble, ...base };
  }
  const status = (one: (typeof answers)[number]) => (one.answer.ok ? one.answer.body?.status : undefined);
  const denied = answers.filter((one) => !status(one)?.allowed);
  const evidence = { denied: denied.map((one) => one.verb), groupsKnown: user.groups !== undefined };
  if (denied.length === 0) {
    const byClusterRole = answers.every(
      (one) => /ClusterRoleBinding/.test(status(one)?.reason ?? "") && /cluster-admin/.test(status(one)?.reason ?? ""),
    );
    if (byClusterRole) {
      const message = `${who} may write EndpointSlices in ${namespace} only because of being a cluster administrator.`;
      return {
        ...base,
        verdict: "warn",
        reasonCode: "unsupported",
        message,
        found: "allowed as cluster administrator",
        evidence,
      };
    }
    return {
      ...base,
      verdict: "pass",
      reasonCode: "ok",
      message: `${who} may write EndpointSlices in ${namespace}.`,
      found: "allowed",
      evidence,
    };
  }
  const verbs = denied.map((one) => one.verb).join(", ");
  const evaluation = denied.map((one) => status(one)?.evaluationError).find(Boolean);
  if (evaluation)
    return {
      ...base,
      verdict: "could-not-tell",
      reasonCode: "error",
      message: `The cluster could not evaluate the rights of ${who} in ${namespace}: ${evaluation}.`,
      evidence,
    };
  if (user.kind === "User" && user.groups === undefined) {
    const message = `${who} by himself may not ${verbs} EndpointSlices in ${namespace}, but his groups are not known here. Enter them under Managing users, or bind the generated Role to him.`;
    return {
      ...base,
      verdict: "could-not-tell",
      reasonCode: "answer-missing",
      message,
      found: `denied without groups: ${verbs}`,
      evidence,
    };
  }
  const message = `${who} may not ${verbs} EndpointSlices in ${namespace}.`;
  return { ...base, verdict: "fail", reasonCode: "forbidden", message, found: `denied: ${verbs}`, evidence };
}
