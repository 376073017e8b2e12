import { allows, rulesOf } from "./access";
import type { ApiPath } from "./paths";
import type { ClusterScenario, Identity } from "./scenario";
import { type Answer, status, type Target } from "./status";

interface ReviewSpec {
  namespace?: string;
  user?: string;
  groups?: string[];
  resourceAttributes?: Partial<Target>;
}

const NON_RESOURCE_RULES = [
  { verbs: ["get"], nonResourceURLs: ["/healthz", "/livez", "/readyz", "/version", "/version/"] },
  {
    verbs: ["get"],
    nonResourceURLs: ["/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*"],
  },
];

function asked({ namespace, group = "", resource = "", subresource, verb = "", name }: Partial<Target>): Target {
  return {
    group,
    resource,
    verb,
    ...(namespace ? { namespace } : {}),
    ...(subresource ? { subresource } : {}),
    ...(name ? { name } : {}),
  };
}

/** Answers the access, rules and identity reviews from the grants; undefined when the path is none of them. */
export function review(
  scenario: ClusterScenario,
  identity: Identity,
  path: ApiPath,
  body: Record<string, unknown>,
): Answer | undefined {
  if (path.group !== "authorization.k8s.io" && path.group !== "authentication.k8s.io") return undefined;
  const spec = (body.spec ?? {}) as ReviewSpec;
  const created = (said: unknown): Answer => ({
    status: 201,
    body: { ...body, metadata: { ...(body.metadata as object | undefined), creationTimestamp: null }, status: said },
  });
  const judged = (who: Identity): Answer =>
    allows(scenario, who, asked(spec.resourceAttributes ?? {}))
      ? created({ allowed: true, reason: `RBAC: allowed by the grants of "${who.username}"` })
      : created({ allowed: false, ...(scenario.evaluationError ? { evaluationError: scenario.evaluationError } : {}) });
  switch (path.resource) {
    case "selfsubjectreviews":
      return created({ userInfo: { uid: "", extra: {}, ...identity } });
    case "selfsubjectrulesreviews": {
      if (!spec.namespace) return status(400, "BadRequest", "no namespace on request");
      const resourceRules = scenario.rulesIncomplete ? [] : rulesOf(scenario, identity, spec.namespace);
      const incomplete = scenario.rulesIncomplete ?? false;
      const why = incomplete ? { evaluationError: "webhook authorizer does not support user rule resolution" } : {};
      return created({ resourceRules, nonResourceRules: NON_RESOURCE_RULES, incomplete, ...why });
    }
    case "selfsubjectaccessreviews":
      return judged(identity);
    case "localsubjectaccessreviews":
      if (spec.resourceAttributes?.namespace !== path.namespace)
        return status(
          400,
          "BadRequest",
          `spec.resourceAttributes.namespace must match namespace: ${path.namespace ?? ""}`,
        );
      return judged({ username: spec.user ?? "", groups: spec.groups ?? [] });
    case "subjectaccessreviews":
      return judged({ username: spec.user ?? "", groups: spec.groups ?? [] });
    default:
      return undefined;
  }
}
