import type { Target } from "./status";

/** An API path taken apart as the server does before it authorizes; `collection` is the key in the scenario. */
export interface ApiPath extends Target {
  version: string;
  collection: string;
}

/** Splits `/api/v1/...` and `/apis/group/version/...`; undefined when the path names no resource. */
export function readPath(path: string, method: string): ApiPath | undefined {
  const parts = path.split("/").filter(Boolean).map(decode);
  const core = parts[0] === "api";
  if (!core && parts[0] !== "apis") return undefined;
  const [group = "", version = ""] = core ? ["", parts[1]] : [parts[1], parts[2]];
  const rest = parts.slice(core ? 2 : 3);
  if (!version || rest.length === 0) return undefined;
  const root = core ? `/api/${version}` : `/apis/${group}/${version}`;
  const inside = rest[0] === "namespaces" && rest.length > 2;
  const [resource = "", name, subresource] = inside ? rest.slice(2) : rest;
  const place = inside ? rest[1] : resource === "namespaces" && core ? name : undefined;
  const collection = inside ? `${root}/namespaces/${rest[1]}/${resource}` : `${root}/${resource}`;
  const verb = method === "POST" ? "create" : method === "GET" ? (name ? "get" : "list") : method.toLowerCase();
  return {
    group,
    version,
    resource,
    verb,
    collection,
    ...(place ? { namespace: place } : {}),
    ...(name ? { name } : {}),
    ...(subresource ? { subresource } : {}),
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
