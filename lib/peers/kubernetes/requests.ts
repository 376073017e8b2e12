import type { ResourceRule } from "@/lib/probes/kubernetes/access";

import { admitPod } from "./admission";
import { type Attributes, allows, holdsAll, rulesOf } from "./access";
import { BUILT_IN_GROUPS, type ClusterObject, type ClusterScenario, type Identity } from "./scenario";

export interface Answer {
  status: number;
  body: unknown;
}

const ANONYMOUS: Identity = { username: "system:anonymous", groups: ["system:unauthenticated"] };

/** A Status object, in the shape and words of the real server. */
function status(code: number, reason: string, message: string): Answer {
  return { status: code, body: { kind: "Status", apiVersion: "v1", metadata: {}, status: code < 300 ? "Success" : "Failure", message, reason, code } };
}

interface Path extends Attributes {
  version: string;
  collection: string;
}

/** Splits `/api/v1/...` and `/apis/group/version/...` into what authorization asks about. */
function readPath(path: string, method: string): Path | undefined {
  const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
  const core = parts[0] === "api";
  const [group = "", version = ""] = core ? ["", parts[1]] : [parts[1], parts[2]];
  const rest = parts.slice(core ? 2 : 3);
  const namespaced = rest[0] === "namespaces" && rest.length > 2;
  const namespace = rest[0] === "namespaces" ? rest[1] : undefined;
  const [resource, name, subresource] = namespaced ? rest.slice(2) : rest;
  if (!resource) return undefined;
  const collection = `/${(name === undefined ? parts : parts.slice(0, parts.length - (subresource ? 2 : 1))).join("/")}`;
  const verb = method === "POST" ? "create" : name === undefined ? "list" : "get";
  return { group, version, resource, verb, collection, ...(namespace ? { namespace } : {}), ...(name ? { name } : {}), ...(subresource ? { subresource } : {}) };
}

function forbidden(identity: Identity, { verb, resource, group, namespace, name }: Path): Answer {
  const where = namespace ? `in the namespace "${namespace}"` : "at the cluster scope";
  const what = name ? `${resource}${group ? `.${group}` : ""} "${name}"` : `${resource}${group ? `.${group}` : ""}`;
  return status(403, "Forbidden", `${what} is forbidden: User "${identity.username}" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`);
}

function review(scenario: ClusterScenario, identity: Identity, path: Path, body: Record<string, unknown>): Answer | undefined {
  const spec = (body.spec ?? {}) as { namespace?: string; resourceAttributes?: Partial<Attributes>; user?: string; groups?: string[] };
  const created = (result: unknown): Answer => ({ status: 201, body: { ...body, status: result } });
  const asked = (attributes: Partial<Attributes>): Attributes => ({ group: "", resource: "", verb: "", ...attributes });
  if (path.resource === "selfsubjectreviews") return created({ userInfo: identity });
  if (path.resource === "selfsubjectrulesreviews") {
    return created({ resourceRules: rulesOf(scenario, identity, spec.namespace), nonResourceRules: [{ verbs: ["get"], nonResourceURLs: ["/version", "/apis", "/api"] }], incomplete: false });
  }
  if (path.resource === "selfsubjectaccessreviews") return created({ allowed: allows(scenario, identity, asked(spec.resourceAttributes ?? {})) });
  if (path.resource === "localsubjectaccessreviews" || path.resource === "subjectaccessreviews") {
    const subject = { username: spec.user ?? "", groups: [...(spec.groups ?? []), "system:authenticated"] };
    return created({ allowed: allows(scenario, subject, asked(spec.resourceAttributes ?? {})) });
  }
  return undefined;
}

function create(scenario: ClusterScenario, identity: Identity, path: Path, body: Record<string, unknown>, dryRun: boolean): Answer {
  const object = body as unknown as ClusterObject;
  const namespace = path.namespace ?? "";
  if (!(scenario.objects["/api/v1/namespaces"] ?? []).some((one) => one.metadata.name === namespace)) return status(404, "NotFound", `namespaces "${namespace}" not found`);
  if (!dryRun) return status(405, "MethodNotAllowed", "This practice cluster takes dry runs only.");
  if ((scenario.objects[path.collection] ?? []).some((one) => one.metadata.name === object.metadata?.name)) return status(409, "AlreadyExists", `${path.resource} "${object.metadata.name}" already exists`);
  if (path.resource === "pods") {
    const refusal = admitPod(scenario, namespace, object);
    if (refusal) return status(403, "Forbidden", refusal);
  }
  if (path.resource === "roles" && !holdsAll(scenario, identity, namespace, (object.rules ?? []) as ResourceRule[])) {
    return status(403, "Forbidden", `roles.rbac.authorization.k8s.io "${object.metadata.name}" is forbidden: user "${identity.username}" (groups=[${identity.groups.map((group) => `"${group}"`).join(" ")}]) is attempting to grant RBAC permissions not currently held`);
  }
  return { status: 201, body: { ...body, metadata: { ...object.metadata, uid: "00000000-0000-0000-0000-000000000000" } } };
}

function list(items: readonly ClusterObject[], query: URLSearchParams, kind: string): Answer {
  const limit = Number(query.get("limit") ?? 0) || items.length || 1;
  const from = Number(Buffer.from(query.get("continue") ?? "", "base64url").toString() || 0);
  const page = items.slice(from, from + limit);
  const next = from + page.length < items.length ? Buffer.from(String(from + page.length)).toString("base64url") : undefined;
  return { status: 200, body: { kind, apiVersion: "v1", metadata: { resourceVersion: "1", ...(next ? { continue: next, remainingItemCount: items.length - from - page.length } : {}) }, items: page } };
}

/** All objects below a cluster-wide collection of a namespaced kind, such as every NetworkPolicy. */
function everywhere({ objects }: ClusterScenario, path: Path): readonly ClusterObject[] {
  const own = objects[path.collection];
  if (own) return own;
  const prefix = path.collection.slice(0, -path.resource.length);
  const suffix = `/${path.resource}`;
  return Object.entries(objects).flatMap(([key, items]) => (key.startsWith(`${prefix}namespaces/`) && key.endsWith(suffix) ? items : []));
}

function served(scenario: ClusterScenario, { group, version }: Pick<Path, "group" | "version">): boolean {
  if (group === "") return version === "v1";
  return ({ ...BUILT_IN_GROUPS, ...scenario.groups }[group] ?? []).includes(version);
}

function discovery(scenario: ClusterScenario, path: string): Answer | undefined {
  const groups = { ...BUILT_IN_GROUPS, ...scenario.groups };
  if (path === "/version") {
    const [, minor = ""] = /^v1\.(\d+)/.exec(scenario.version) ?? [];
    return { status: 200, body: { major: "1", minor, gitVersion: scenario.version, platform: "linux/amd64", buildDate: "2026-01-01T00:00:00Z" } };
  }
  if (path === "/apis") {
    const groupOf = ([name, versions]: [string, readonly string[]]) => ({ name, versions: versions.map((version) => ({ groupVersion: `${name}/${version}`, version })), preferredVersion: { groupVersion: `${name}/${versions[0]}`, version: versions[0] } });
    return { status: 200, body: { kind: "APIGroupList", apiVersion: "v1", groups: Object.entries(groups).map(groupOf) } };
  }
  const [, group, version, ...rest] = path.split("/").filter(Boolean);
  if (!path.startsWith("/apis/") || !group || rest.length > 0) return undefined;
  if (!groups[group] || (version && !groups[group].includes(version))) return status(404, "NotFound", "the server could not find the requested resource");
  if (!version) return { status: 200, body: { kind: "APIGroup", apiVersion: "v1", name: group, versions: groups[group].map((one) => ({ groupVersion: `${group}/${one}`, version: one })) } };
  const prefix = `/apis/${group}/${version}/`;
  const names = new Set(Object.keys(scenario.objects).filter((key) => key.startsWith(prefix)).map((key) => key.split("/").at(-1) ?? ""));
  return { status: 200, body: { kind: "APIResourceList", apiVersion: "v1", groupVersion: `${group}/${version}`, resources: [...names].map((name) => ({ name, namespaced: true, kind: name, verbs: ["get", "list", "create"] })) } };
}

/** Answers one request as the API server of the scenario would. */
export function answer(scenario: ClusterScenario, request: { method: string; url: URL; token?: string; body?: Record<string, unknown> }): Answer {
  const { method, url, token, body = {} } = request;
  const identity = token === undefined ? ANONYMOUS : scenario.identities[token];
  if (!identity) return status(401, "Unauthorized", "Unauthorized");
  const open = discovery(scenario, url.pathname);
  if (open && (identity !== ANONYMOUS || url.pathname === "/version")) return open;
  const path = readPath(url.pathname, method);
  if (!path || !served(scenario, path)) return identity === ANONYMOUS ? status(403, "Forbidden", `forbidden: User "system:anonymous" cannot get path "${url.pathname}"`) : status(404, "NotFound", "the server could not find the requested resource");
  if (!allows(scenario, identity, path)) return forbidden(identity, path);
  if (method === "POST") return review(scenario, identity, path, body) ?? create(scenario, identity, path, body, url.searchParams.get("dryRun") === "All");
  if (method !== "GET") return status(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  const items = everywhere(scenario, path);
  if (path.name === undefined) return list(items, url.searchParams, "List");
  const found = items.find((one) => one.metadata.name === path.name);
  return found ? { status: 200, body: found } : status(404, "NotFound", `${path.resource}${path.group ? `.${path.group}` : ""} "${path.name}" not found`);
}
