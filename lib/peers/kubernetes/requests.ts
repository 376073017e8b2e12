import { allows } from "./access";
import { create } from "./create";
import { discovery, serves } from "./discovery";
import { type ApiPath, readPath } from "./paths";
import { review } from "./reviews";
import type { ClusterObject, ClusterScenario, Identity } from "./scenario";
import { type Answer, forbidden, notFound, notServed, status, unauthorized } from "./status";
import { emptyWorld, type World } from "./world";

const ANONYMOUS: Identity = { username: "system:anonymous", groups: ["system:unauthenticated"] };
const EXPIRED =
  "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results.";

/** What the real server says when a page is asked for too late. */
export const expired = status(410, "Expired", EXPIRED);

export interface PeerRequest {
  method: string;
  url: URL;
  token?: string;
  body?: Record<string, unknown>;
}

/** Answers one request as the API server of the scenario would: authentication, authorization, then the object. */
export function answer(
  scenario: ClusterScenario,
  { method, url, token, body = {} }: PeerRequest,
  world: World = emptyWorld(),
): Answer {
  const identity = token === undefined ? ANONYMOUS : scenario.identities[token];
  if (!identity) return unauthorized;
  const path = readPath(url.pathname, method);
  if (!path) {
    const open = ["/version", "/version/", "/healthz", "/livez", "/readyz"].includes(url.pathname);
    if (identity === ANONYMOUS && !open)
      return status(403, "Forbidden", `forbidden: User "system:anonymous" cannot get path "${url.pathname}"`, {});
    return discovery(scenario, url.pathname) ?? notServed;
  }
  if (!allows(scenario, identity, path)) return forbidden(identity, path);
  if (!serves(scenario, path.group, path.version)) return notServed;
  if (method === "POST")
    return (
      review(scenario, identity, path, body) ??
      create(scenario, identity, path, body, { dryRun: url.searchParams.get("dryRun") === "All", world })
    );
  if (method === "DELETE" && path.name !== undefined)
    return world.remove(path, path.name)
      ? { status: 200, body: { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success" } }
      : notFound(path, path.name);
  if (method !== "GET")
    return status(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", {});
  return path.name === undefined
    ? list(scenario, path, url.searchParams, world)
    : get(scenario, path, url.searchParams, world);
}

function get(scenario: ClusterScenario, path: ApiPath, query: URLSearchParams, world: World): Answer {
  const { name = "", namespace = "" } = path;
  if (path.resource === "pods" && path.subresource === "log") {
    const text = world.log(scenario, namespace, name, query.get("container") ?? "");
    return text === undefined ? notFound(path, name) : { status: 200, text };
  }
  if (path.subresource) return notServed;
  const found = everywhere(scenario, path, world).find((one) => one.metadata.name === name);
  return found ? { status: 200, body: found } : missing(scenario, path, name);
}

/** A custom resource without objects or definition in the scenario is not served at all. */
function missing(scenario: ClusterScenario, path: ApiPath, name: string): Answer {
  return scenario.groups[path.group] && !known(scenario, path) ? notServed : notFound(path, name);
}

function known(scenario: ClusterScenario, { group, version, resource }: ApiPath): boolean {
  const prefix = `/apis/${group}/${version}/`;
  return Object.keys(scenario.objects).some((key) => key.startsWith(prefix) && key.endsWith(`/${resource}`));
}

/** True for an object that a label selector `a=b,c=d` and a field selector for the name of an event's object take. */
function chosen({ metadata, involvedObject }: ClusterObject, query: URLSearchParams): boolean {
  const pairs = (text: string) => text.split(",").map((pair) => pair.split("="));
  const labels = query.get("labelSelector");
  if (labels && !pairs(labels).every(([key = "", value]) => metadata.labels?.[key] === value)) return false;
  const fields = query.get("fieldSelector");
  const about = (involvedObject as { name?: string } | undefined)?.name;
  return !fields || pairs(fields).every(([key, value]) => key !== "involvedObject.name" || about === value);
}

function list(scenario: ClusterScenario, path: ApiPath, query: URLSearchParams, world: World): Answer {
  if (scenario.groups[path.group] && !known(scenario, path)) return notServed;
  const items = everywhere(scenario, path, world).filter((one) => chosen(one, query));
  const limit = Number(query.get("limit") ?? 0) || items.length || 1;
  const token = query.get("continue");
  const from = token ? readToken(token) : 0;
  if (from === undefined) return status(400, "BadRequest", "continue key is not valid: illegal base64 data");
  const page = items.slice(from, from + limit);
  const left = items.length - from - page.length;
  const metadata = {
    resourceVersion: "1000",
    ...(left > 0 ? { continue: writeToken(from + page.length), remainingItemCount: left } : {}),
  };
  const apiVersion = path.group ? `${path.group}/${path.version}` : path.version;
  const head = JSON.stringify({ kind: "List", apiVersion, metadata }).slice(0, -1);
  return { status: 200, json: `${head},"items":[${page.map(written).join(",")}]}` };
}

const texts = new WeakMap<ClusterObject, string>();

/** Objects of a scenario never change, so each is written as JSON once, as the real server's cache does. */
function written(item: ClusterObject): string {
  const known = texts.get(item) ?? JSON.stringify(item);
  texts.set(item, known);
  return known;
}

function writeToken(start: number): string {
  return Buffer.from(JSON.stringify({ v: "meta.k8s.io/v1", rv: 1000, start: String(start) })).toString("base64url");
}

function readToken(token: string): number | undefined {
  try {
    const { start } = JSON.parse(Buffer.from(token, "base64url").toString()) as { start: string };
    return Number.isSafeInteger(Number(start)) ? Number(start) : undefined;
  } catch {
    return undefined;
  }
}

/** Objects of a collection; of every namespace when the path of a namespaced kind names none. */
function everywhere(scenario: ClusterScenario, path: ApiPath, world: World): readonly ClusterObject[] {
  const { objects } = scenario;
  const made = world.made(scenario, path.collection);
  const own = objects[path.collection];
  if (own) return made.length > 0 ? [...own, ...made] : own;
  if (path.namespace) return made;
  const prefix = path.collection.slice(0, -path.resource.length);
  const inside = (key: string) => key.startsWith(`${prefix}namespaces/`) && key.endsWith(`/${path.resource}`);
  return Object.entries(objects).flatMap(([key, items]) => (inside(key) ? items : []));
}
