import { apiTrouble } from "@/lib/checks/api-answers";
import { defineCheck } from "@/lib/checks/define-check";
import { readApiGroups } from "@/lib/checks/facts/api-groups";
import { readNamespace } from "@/lib/checks/facts/namespaces";
import { type Reservation, warningOf } from "@/lib/checks/reservations";
import { unanswered } from "@/lib/checks/unanswered";
import type { Answers, MeshKind } from "@/lib/intake/answers";
import type { KubernetesProbe } from "@/lib/probes/types";

const GROUPS: readonly (readonly [group: string, kind: MeshKind])[] = [
  ["maistra.io", "openshift-sm"],
  ["sailoperator.io", "openshift-sm"],
  ["networking.istio.io", "istio"],
  ["security.istio.io", "istio"],
  ["linkerd.io", "linkerd"],
  ["policy.linkerd.io", "linkerd"],
  ["consul.hashicorp.com", "consul"],
  ["kuma.io", "kuma"],
  ["appmesh.k8s.aws", "other"],
  ["config.openservicemesh.io", "other"],
];
interface PeerAuthentication {
  spec?: { mtls?: { mode?: string } };
}

/** Labels and annotations of a namespace that put a sidecar into its pods. */
function injection(values: Record<string, string>): string | undefined {
  if (values["istio-injection"] === "enabled") return "istio-injection=enabled";
  if (values["istio.io/rev"]) return `istio.io/rev=${values["istio.io/rev"]}`;
  if (values["istio.io/dataplane-mode"] && values["istio.io/dataplane-mode"] !== "none")
    return `istio.io/dataplane-mode=${values["istio.io/dataplane-mode"]}`;
  return values["linkerd.io/inject"] === "enabled" ? "linkerd.io/inject=enabled" : undefined;
}

const pickStrict = (item: PeerAuthentication) => (item.spec?.mtls?.mode === "STRICT" ? (true as const) : undefined);

async function look(kubernetes: KubernetesProbe, names: readonly string[]) {
  const groups = await readApiGroups(kubernetes);
  const istio = groups.ok && groups.versions.has("security.istio.io");
  const version = groups.ok ? groups.versions.get("security.istio.io")?.[0] : undefined;
  const namespaces = await Promise.all(
    names.map(async (name) => {
      const namespace = await readNamespace(kubernetes, name);
      const path = `/apis/security.istio.io/${version}/namespaces/${encodeURIComponent(name)}/peerauthentications`;
      const strict = istio && version ? await kubernetes.list<PeerAuthentication, true>(path, pickStrict) : undefined;
      const sign = namespace.ok ? injection({ ...namespace.item.annotations, ...namespace.item.labels }) : undefined;
      return { name, sign, strict: strict?.ok ? strict.items.length > 0 : false, unread: strict?.ok === false };
    }),
  );
  return { groups, namespaces };
}

/** How answer and finding differ; undefined when they agree, or when nothing was answered. */
function mismatchOf(
  { present, kind: stated }: NonNullable<Answers["net.serviceMesh"]>,
  kind: MeshKind | undefined,
  found: string,
): Reservation | undefined {
  const differ = (message: string): Reservation => ({ reasonCode: "answer-mismatch", message });
  if (present === "no" && kind)
    return differ(
      `The answer says that there is no mesh, but definitions of one are there: ${found}. They may be left over, or belong to a gateway; ask the cluster administrator.`,
    );
  if (present === "yes" && !kind)
    return differ("The answer says that a mesh is deployed, but there is no sign of one.");
  if (present === "yes" && stated && kind && stated !== kind)
    return differ(`The answer says ${stated}, the cluster shows ${kind}.`);
  return undefined;
}

/** The answer on a service mesh agrees with what is there (S214). */
export const netMesh = defineCheck({
  id: "net-mesh",
  needs: ["kubernetes"],
  run: ({ probes, answers }) =>
    look(
      probes.kubernetes,
      (answers["ns.list"] ?? []).map(({ name }) => name),
    ),
  verdict({ groups, namespaces }, context) {
    const target = "service mesh";
    const answer = context.answers["net.serviceMesh"];
    const expected = answer
      ? `service mesh: ${answer.present}${answer.kind ? ` (${answer.kind})` : ""}, as answered`
      : "an answer";
    if (!answer) return [{ ...unanswered(context, target, "whether a service mesh is deployed"), expected }];
    if (!groups.ok) return [{ ...apiTrouble(groups.answer, { target, verb: "get", resource: "/apis" }), expected }];
    const served = GROUPS.filter(([group]) => groups.versions.has(group));
    const kind = served[0]?.[1];
    const active = namespaces.filter((one) => one.sign || one.strict);
    const signs = [
      ...served.map(([group]) => `API group ${group}`),
      ...active.map(
        (one) => `${one.name}: ${[one.sign, one.strict ? "STRICT mTLS" : undefined].filter(Boolean).join(", ")}`,
      ),
    ];
    const unread = namespaces.filter((one) => one.unread).map((one) => one.name);
    if (unread.length > 0) signs.push(`whether mTLS is STRICT could not be read in ${unread.join(", ")}`);
    const found = signs.length > 0 ? signs.join("; ") : "no sign of a mesh";
    const base = { target, expected, found, evidence: { signs, kind } };
    const suggests = kind ? { suggests: { field: "net.serviceMesh" as const, value: { present: "yes", kind } } } : {};
    // A namespace's label is a sign as well, though it does not tell which mesh.
    const mismatch = active.length > 0 && !kind ? undefined : mismatchOf(answer, kind, found);
    const differs = mismatch && { ...mismatch, ...(kind ? suggests : {}) };
    const present = context.facts.policy.meshPresent;
    if (active.length > 0 && !(present === "pass" && answer.present === "yes")) {
      const where = active.map((one) => one.name).join(", ");
      const acts: Reservation = {
        reasonCode: "unsupported",
        message: `A mesh acts on ${where} (${found}). Tell SESTEK before the installation: sidecars change how pods start and talk.`,
        ...(answer.present === "unknown" ? suggests : {}),
      };
      const said = warningOf([acts, ...(differs ? [differs] : [])]);
      return [{ ...base, ...acts, ...said, verdict: answer.present === "yes" ? present : "warn" }];
    }
    if (answer.present === "unknown") {
      const message = kind
        ? `The answer is "I do not know"; the cluster could have a mesh: ${found}.`
        : 'The answer is "I do not know", and there is no sign of a mesh.';
      return [{ ...base, verdict: "could-not-tell", reasonCode: "answer-unknown", message, ...suggests }];
    }
    if (differs) return [{ ...base, verdict: "warn", ...differs }];
    return [{ ...base, verdict: "pass", reasonCode: "ok", message: `Answer and finding agree: ${found}.` }];
  },
});
