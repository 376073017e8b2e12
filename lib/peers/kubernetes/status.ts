import type { Identity } from "./scenario";

/** What the peer sends: `text` replaces JSON where the real server answers in plain text. */
export interface Answer {
  status: number;
  body?: unknown;
  /** The body, already written as JSON. */
  json?: string;
  text?: string;
  headers?: Record<string, string>;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
}

/** A Status object, in the shape and words of a real kube-apiserver. */
export function status(code: number, reason: string, message: string, details?: StatusDetails): Answer {
  const body = {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message,
    reason,
    ...(details ? { details } : {}),
    code,
  };
  return { status: code, body };
}

/** What the real server says of a path that it does not serve: plain text, no Status. */
export const notServed: Answer = { status: 404, text: "404 page not found\n" };

export const unauthorized = status(401, "Unauthorized", "Unauthorized");

/** `endpointslices.discovery.k8s.io`, or `pods` for the core group. */
export const qualified = (resource: string, group: string) => (group ? `${resource}.${group}` : resource);

export interface Target {
  namespace?: string;
  group: string;
  resource: string;
  subresource?: string;
  name?: string;
  verb: string;
}

function details({ name, group, resource }: Target): StatusDetails {
  return { ...(name ? { name } : {}), ...(group ? { group } : {}), kind: resource };
}

/** The refusal of the RBAC authorizer. */
export function forbidden({ username }: Identity, target: Target): Answer {
  const { namespace, group, resource, subresource, name, verb } = target;
  const where = namespace ? `in the namespace "${namespace}"` : "at the cluster scope";
  const asked = subresource ? `${resource}/${subresource}` : resource;
  const subject = `${qualified(resource, group)}${name ? ` "${name}"` : ""}`;
  const message = `${subject} is forbidden: User "${username}" cannot ${verb} resource "${asked}" in API group "${group}" ${where}`;
  return status(403, "Forbidden", message, details(target));
}

/** The refusal of an admission plug-in: a 403 as well, with another message. */
export function refused(target: Target, name: string, why: string): Answer {
  const message = `${qualified(target.resource, target.group)} "${name}" is forbidden: ${why}`;
  return status(403, "Forbidden", message, details({ ...target, name }));
}

export function notFound(target: Target, name: string): Answer {
  const message = `${qualified(target.resource, target.group)} "${name}" not found`;
  return status(404, "NotFound", message, details({ ...target, name }));
}
