import { formatCpu, formatMemory, parseQuantity, scaleQuantity } from "@/lib/intake/quantity";
import type { Facts } from "@/lib/requirements/types";

import { type ArtefactInput, type GeneratedFile, heading, manifest } from "./manifest";
import { boundRole, deployer, managingSubjects } from "./subjects";

const kubectl = ({ answers }: Facts) => (answers["k8s.distribution"] === "openshift" ? "oc" : "kubectl");
const list = ({ answers }: Facts) => answers["ns.list"] ?? [];

function yaml(
  input: ArtefactInput,
  path: string,
  title: string,
  requirements: readonly string[],
  objects: readonly object[],
  note = "",
): GeneratedFile[] {
  if (objects.length === 0) return [];
  const how = `Apply with: ${kubectl(input.facts)} apply -f ${path}${note ? `\n${note}` : ""}`;
  return [{ path, mediaType: "application/yaml", text: manifest(heading(input, title, requirements, how), objects) }];
}

/** A1: the namespaces of the answers. */
export function namespaces(input: ArtefactInput): GeneratedFile[] {
  const objects = list(input.facts).map(({ name, role }) => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { "app.kubernetes.io/part-of": "knovvu", "knovvu.readiness/role": role } },
  }));
  const note =
    input.facts.answers["k8s.distribution"] === "openshift"
      ? "On OpenShift prefer: oc new-project NAME, so that the project template applies."
      : "";
  return yaml(input, "namespaces.yaml", "Namespaces", ["ns-exist"], objects, note);
}

/** A2: rights on EndpointSlices for every managing user and the deployer. */
export function endpointSliceRole(input: ArtefactInput): GeneratedFile[] {
  const subjects = managingSubjects(input.facts);
  const rules = [
    {
      apiGroups: ["discovery.k8s.io"],
      resources: ["endpointslices"],
      verbs: ["get", "list", "watch", "create", "update", "patch", "delete"],
    },
    // Slices that point at pod or service addresses: on SESTEK's word alone (D11).
    ...(input.facts.answers["k8s.distribution"] === "openshift" &&
    input.facts.policy.endpointSlices.restricted === "demand"
      ? [{ apiGroups: ["discovery.k8s.io"], resources: ["endpointslices/restricted"], verbs: ["create"] }]
      : []),
  ];
  const objects = list(input.facts).flatMap(({ name }) =>
    boundRole({
      namespace: name,
      role: "knovvu-endpointslice-editor",
      binding: "knovvu-endpointslice-editors",
      rules,
      subjects,
    }),
  );
  return yaml(
    input,
    "endpointslice-role.yaml",
    "EndpointSlice role",
    ["rbac-endpointslice-write", "rbac-endpointslice-users"],
    objects,
  );
}

/** A3: the deployer administers the namespaces, and nothing else. */
export function namespaceAdmin(input: ArtefactInput): GeneratedFile[] {
  const subject = deployer(input.facts);
  const objects = list(input.facts).map(({ name }) => ({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: "knovvu-admins", namespace: name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "admin" },
    subjects: [subject],
  }));
  return yaml(
    input,
    "namespace-admin.yaml",
    "Namespace administration",
    ["rbac-namespace-admin", "rbac-serviceaccounts"],
    objects,
  );
}

function limitRanges(input: ArtefactInput, roles: readonly string[], max: { cpu: string; memory: string }): object[] {
  const { minCpu, minMemory } = input.facts.policy.limitRange;
  return list(input.facts)
    .filter(({ role }) => roles.includes(role))
    .map(({ name }) => ({
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "knovvu-limits", namespace: name },
      spec: {
        limits: [
          { type: "Pod", min: { cpu: minCpu, memory: minMemory }, max },
          // Without defaults a Pod maximum refuses every pod that has a container without limits.
          {
            type: "Container",
            default: { cpu: "500m", memory: "512Mi" },
            defaultRequest: { cpu: "10m", memory: "64Mi" },
          },
        ],
      },
    }));
}

/** A4: the LimitRange of the common namespace (S123 to S128). */
export function limitRangeCommon(input: ArtefactInput): GeneratedFile[] {
  const { commonMaxCpu, commonMaxMemory } = input.facts.policy.limitRange;
  return yaml(
    input,
    "limitrange-common.yaml",
    "LimitRange of the common namespace",
    ["ns-limitrange-common"],
    limitRanges(input, ["common"], { cpu: commonMaxCpu, memory: commonMaxMemory }),
  );
}

/** A5: the LimitRange of the product namespaces (S129 to S135). */
export function limitRangeProducts(input: ArtefactInput): GeneratedFile[] {
  const { productMaxCpu, productMaxMemory, productRoles } = input.facts.policy.limitRange;
  const objects = limitRanges(input, productRoles, { cpu: productMaxCpu, memory: productMaxMemory });
  return yaml(
    input,
    "limitrange-products.yaml",
    "LimitRange of the product namespaces",
    ["ns-limitrange-products"],
    objects,
  );
}

/** A6: quotas of the requests and 30 % (S117), in integer arithmetic. */
export function quota(input: ArtefactInput): GeneratedFile[] {
  const { quotaPercent } = input.facts.policy;
  const objects = (input.facts.answers["ns.sizing"] ?? []).flatMap(({ name, requestsCpu, requestsMemory }) => {
    const cpu = parseQuantity(requestsCpu);
    const memory = parseQuantity(requestsMemory);
    if (cpu === undefined || memory === undefined) return [];
    const hard = {
      "requests.cpu": formatCpu(scaleQuantity(cpu, quotaPercent)),
      "requests.memory": formatMemory(scaleQuantity(memory, quotaPercent)),
    };
    return [
      { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "knovvu-quota", namespace: name }, spec: { hard } },
    ];
  });
  return yaml(input, "quota.yaml", `Quotas: the requests and ${quotaPercent - 100} %`, ["ns-quota"], objects);
}

/** A7: full rights on the three monitoring resources (S195). */
export function monitoringRole(input: ArtefactInput): GeneratedFile[] {
  if (input.facts.answers["obs.promOperator"] === "no") return [];
  const rules = [
    {
      apiGroups: ["monitoring.coreos.com"],
      resources: ["servicemonitors", "prometheusrules", "alertmanagerconfigs"],
      verbs: ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"],
    },
  ];
  const subjects = managingSubjects(input.facts);
  const objects = list(input.facts).flatMap(({ name }) =>
    boundRole({ namespace: name, role: "knovvu-monitoring", binding: "knovvu-monitoring", rules, subjects }),
  );
  return yaml(input, "monitoring-role.yaml", "Monitoring role", ["obs-prom-rbac"], objects);
}

/** A8: an Ingress without redirect, or on OpenShift the Route that does the same (S80, S82). */
export function ingressWithoutRedirect(input: ArtefactInput): GeneratedFile[] {
  const { answers } = input.facts;
  const domain = answers["net.baseDomain"];
  const namespace = list(input.facts)[0]?.name;
  if (!domain || !namespace) return [];
  const host = `service.${domain}`;
  const openshift =
    answers["k8s.distribution"] === "openshift" || answers["net.ingressController"] === "openshift-router";
  const route = {
    apiVersion: "route.openshift.io/v1",
    kind: "Route",
    metadata: { name: "knovvu-example", namespace },
    spec: {
      host,
      to: { kind: "Service", name: "knovvu-example" },
      tls: { termination: "edge", insecureEdgeTerminationPolicy: "Allow" },
    },
  };
  const ingress = {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {
      name: "knovvu-example",
      namespace,
      annotations: { "nginx.ingress.kubernetes.io/ssl-redirect": "false" },
    },
    spec: {
      ...(answers["net.ingressClass"] ? { ingressClassName: answers["net.ingressClass"] } : {}),
      tls: [{ hosts: [host], secretName: "knovvu-example-tls" }],
      rules: [
        {
          host,
          http: {
            paths: [
              { path: "/", pathType: "Prefix", backend: { service: { name: "knovvu-example", port: { number: 80 } } } },
            ],
          },
        },
      ],
    },
  };
  const note = openshift
    ? "OpenShift ignores nginx annotations."
    : "The annotation speaks to the community ingress-nginx only.";
  return yaml(
    input,
    "ingress-without-redirect.yaml",
    "Example without SSL redirect",
    ["net-ssl-redirect"],
    [openshift ? route : ingress],
    `${note} Adapt name and service.`,
  );
}

/** A15: traffic between the namespaces; Ingress only, since an Egress policy would cut database and DNS. */
export function allowBetweenNamespaces(input: ArtefactInput): GeneratedFile[] {
  const names = list(input.facts).map(({ name }) => name);
  if (names.length < 2) return [];
  const objects = names.map((namespace) => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "knovvu-allow-between-namespaces", namespace },
    spec: {
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [
            {
              namespaceSelector: {
                matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: names }],
              },
            },
          ],
        },
      ],
    },
  }));
  return yaml(
    input,
    "allow-between-namespaces.yaml",
    "Traffic between the namespaces",
    ["ns-connectivity-policy"],
    objects,
  );
}
