import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { readVersion } from "@/lib/checks/facts/version";
import type { AccessResult, ApiResult, KubernetesProbe } from "@/lib/probes/types";

interface UserInfo {
  username?: string;
  groups?: string[];
}
interface ReviewBody {
  status?: { userInfo?: UserInfo };
}
interface Seen {
  review: ApiResult<ReviewBody>;
  version: ApiResult;
  smoke: AccessResult | undefined;
  token: Awaited<ReturnType<KubernetesProbe["ownToken"]>>;
}

const DAY_MS = 86_400_000;
const SMOKE = { group: "authorization.k8s.io", resource: "selfsubjectrulesreviews", verb: "create" };

/** Asks who we are by the newest review the server knows (1.28, 1.27, 1.26); older ones answer 404. */
async function whoAmI(kubernetes: KubernetesProbe): Promise<ApiResult<ReviewBody>> {
  let answer: ApiResult<ReviewBody> | undefined;
  for (const version of ["v1", "v1beta1", "v1alpha1"]) {
    const body = { apiVersion: `authentication.k8s.io/${version}`, kind: "SelfSubjectReview" };
    answer = await kubernetes.review<ReviewBody>(`/apis/authentication.k8s.io/${version}/selfsubjectreviews`, body);
    if (!answer.ok || answer.status !== 404) return answer;
  }
  return answer as ApiResult<ReviewBody>;
}

/** The credential is accepted and outlives the installation (S212). */
export const k8sCredentialValid = defineCheck({
  id: "k8s-credential-valid",
  needs: ["kubernetes"],
  async run({ probes }): Promise<Seen> {
    const review = await whoAmI(probes.kubernetes);
    const known = review.ok && (review.status === 201 || review.status === 401);
    const smoke = known ? undefined : (await probes.kubernetes.access([SMOKE]))[0];
    return { review, version: await readVersion(probes.kubernetes), smoke, token: await probes.kubernetes.ownToken() };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

/** When the credential ends: as it says itself, or as OpenShift's record of the token says. */
function endOf(token: Seen["token"], stated: string | undefined): { at?: Date; forEver?: boolean } {
  if (stated) return { at: new Date(stated) };
  if (!token?.ok || token.status !== 200) return {};
  const made = Date.parse(token.body?.metadata?.creationTimestamp ?? "");
  const seconds = token.body?.expiresIn;
  if (seconds === 0) return { forEver: true };
  return seconds && !Number.isNaN(made) ? { at: new Date(made + seconds * 1000) } : {};
}

function judge({ review, version, smoke, token }: Seen, { answers, facts, now, kubeconfig }: JudgeContext): Judgement {
  const target = kubeconfig?.identity ?? "credential";
  const margin = facts.policy.credentialMarginDays;
  const installEnd = answers["project.installEnd"];
  const until = installEnd ? new Date(Date.parse(installEnd) + (margin + 1) * DAY_MS) : undefined;
  const expected = installEnd
    ? `accepted, and valid ${margin} days beyond the installation (${installEnd})`
    : "accepted, and valid beyond the installation";
  if (!review.ok)
    return { ...apiTrouble(review, { target, verb: "create", resource: "selfsubjectreviews" }), expected };
  if (review.status === 401) {
    const message = "The API server does not accept the credential. Make a new token and upload the kubeconfig again.";
    return { target, verdict: "fail", reasonCode: "auth", message, expected, found: "401 Unauthorized" };
  }
  const named = review.body?.status?.userInfo?.username;
  const identity = named ?? kubeconfig?.identity;
  const { at: expires, forEver } = endOf(token, kubeconfig?.expiresAt);
  const evidence = {
    identity,
    groups: review.body?.status?.userInfo?.groups,
    credentialKind: kubeconfig?.credentialKind,
    expiresAt: expires?.toISOString(),
  };
  if (identity === "system:anonymous") {
    const message = "The API server took the request as anonymous: the kubeconfig carries no credential that it knows.";
    return { target, verdict: "fail", reasonCode: "auth", message, expected, found: identity, evidence };
  }
  if (review.status !== 201 && smoke?.answer === "unknown") {
    return { ...apiTrouble(review, { target, verb: "create", resource: "selfsubjectreviews" }), expected, evidence };
  }
  const base = { target: identity ?? target, expected, evidence };
  if (expires && expires <= now) {
    const message = `The credential expired on ${expires.toISOString().slice(0, 10)}. Make a new one and upload the kubeconfig again.`;
    return { ...base, verdict: "fail", reasonCode: "expired", message, found: `expired ${expires.toISOString()}` };
  }
  const notes: string[] = [];
  if (expires && until && expires < until) {
    const day = expires.toISOString().slice(0, 10);
    notes.push(
      `it expires on ${day}, ${expires < new Date(Date.parse(installEnd ?? "")) ? "before the installation ends" : `less than ${margin} days after the installation`}`,
    );
  }
  if (forEver) notes.push("it is a token that never expires: delete it after the installation");
  else if (!expires && kubeconfig?.credentialKind === "service-account-token")
    notes.push("it is a service-account token that never expires: delete its Secret after the installation");
  else if (!expires) notes.push("it does not say when it expires");
  const isServiceAccount = identity?.startsWith("system:serviceaccount:") ?? false;
  if (!isServiceAccount)
    notes.push(`${identity ?? "its identity"} is a personal account rather than a service account`);
  const skew = version.ok ? version.clockSkewMs : undefined;
  if (skew !== undefined && Math.abs(skew) > facts.policy.clockSkewMinutes * 60_000) {
    notes.push(`the clock of the API server differs from ours by ${Math.round(Math.abs(skew) / 60_000)} minutes`);
  }
  const found = `${identity ?? "accepted"}, ${expires ? `expires ${expires.toISOString().slice(0, 10)}` : "no expiry known"}`;
  if (notes.length === 0)
    return {
      ...base,
      verdict: "pass",
      reasonCode: "ok",
      message: `The credential works as ${identity ?? "stated"} and lasts.`,
      found,
    };
  const expiring = notes[0]?.startsWith("it expires");
  return {
    ...base,
    verdict: "warn",
    reasonCode: expiring ? "expiring" : "unsupported",
    message: `The credential works, but ${notes.join("; ")}.`,
    found,
  };
}
