import type { Ids } from "./ids";
import { ADMIN, type Caller, INSIDE, MANAGERS, OPEN, SIGNED_IN, VENDOR } from "./roles";

/** Who may use a route; what is sent for a changing method, as JSON or as a form. */
export interface PlaceRow {
  may: readonly Caller[];
  json?: unknown;
  form?: Record<string, string>;
  query?: string;
}

/** Every method of every route. A new one without a row fails the matrix; so does a row without a route. */
export const ROUTES: Record<string, PlaceRow> = {
  "GET /api/auth/[...nextauth]": { may: OPEN },
  "POST /api/auth/[...nextauth]": { may: OPEN },
  "GET /api/health": { may: OPEN },
  "GET /api/ready": { may: OPEN },
  "GET /api/audit": { may: ADMIN },
  "GET /api/products/[productId]": { may: VENDOR },
  "POST /api/errands/[errandId]/result": { may: OPEN, json: { not: "a result" } },
  "GET /api/projects": { may: SIGNED_IN, query: "?q=kanarienvogel" },
  "PUT /api/projects/[projectId]/answers/[field]": { may: INSIDE, json: { value: "db.example", baseRevision: 0 } },
  "GET /api/projects/[projectId]/artefacts": { may: INSIDE },
  "GET /api/projects/[projectId]/artefacts/[artefactId]": { may: INSIDE },
  "POST /api/projects/[projectId]/attestations": { may: INSIDE, form: { requirementId: "ts-host", holds: "yes" } },
  "GET /api/projects/[projectId]/attestations/[attestationId]": { may: INSIDE },
  "GET /api/projects/[projectId]/audit": { may: VENDOR },
  "GET /api/projects/[projectId]/certificates/[seq]": { may: INSIDE },
  "GET /api/projects/[projectId]/certificates/[seq]/pdf": { may: INSIDE },
  "GET /api/projects/[projectId]/checklist": { may: INSIDE },
  "GET /api/projects/[projectId]/command": { may: INSIDE },
  "GET /api/projects/[projectId]/comments": { may: INSIDE, query: "?requirement=ts-host" },
  "POST /api/projects/[projectId]/comments": { may: INSIDE, form: { text: "Hello", requirementId: "ts-host" } },
  "GET /api/projects/[projectId]/comments/files/[fileId]": { may: INSIDE },
  "POST /api/projects/[projectId]/errands/cluster": { may: INSIDE, json: { not: "a log" } },
  "POST /api/projects/[projectId]/errands/offline": { may: INSIDE, json: { not: "a result" } },
  "POST /api/projects/[projectId]/errands/result": { may: INSIDE, json: { not: "a result" } },
  "GET /api/projects/[projectId]/export": { may: INSIDE },
  "GET /api/projects/[projectId]/history": { may: INSIDE, query: "?requirement=ts-host" },
  "POST /api/projects/[projectId]/import": { may: INSIDE, json: { "db.port": 5432 } },
  "POST /api/projects/[projectId]/kubeconfig": { may: INSIDE, json: { text: "not a kubeconfig" } },
  "DELETE /api/projects/[projectId]/kubeconfig": { may: INSIDE },
  "GET /api/projects/[projectId]/responsibility": { may: INSIDE },
  "PUT /api/projects/[projectId]/secrets/[field]": { may: INSIDE, json: { value: "a long secret" } },
  "DELETE /api/projects/[projectId]/secrets/[field]": { may: INSIDE },
  "GET /api/projects/[projectId]/stream": { may: INSIDE },
};

/** Every page. */
export const PAGES: Record<string, PlaceRow> = {
  "/": { may: OPEN },
  "/account": { may: SIGNED_IN },
  "/administration": { may: VENDOR },
  "/administration/audit": { may: ADMIN },
  "/administration/notifications": { may: ADMIN },
  "/notifications": { may: SIGNED_IN },
  "/administration/decisions": { may: VENDOR },
  "/administration/people": { may: ADMIN },
  "/administration/products": { may: VENDOR },
  "/administration/products/[productId]": { may: VENDOR },
  "/administration/products/new": { may: ADMIN },
  "/help": { may: SIGNED_IN },
  "/invitation/[token]": { may: OPEN },
  "/projects": { may: SIGNED_IN },
  "/projects/new": { may: MANAGERS },
  "/projects/statistics": { may: VENDOR },
  "/projects/[projectId]": { may: INSIDE },
  "/projects/[projectId]/access": { may: VENDOR },
  "/projects/[projectId]/checklist": { may: INSIDE },
  "/projects/[projectId]/elsewhere/ports": { may: INSIDE },
  "/projects/[projectId]/elsewhere": { may: INSIDE },
  "/projects/[projectId]/files": { may: INSIDE },
  "/projects/[projectId]/intake/[section]": { may: INSIDE },
  "/projects/[projectId]/intake/check": { may: INSIDE },
  "/projects/[projectId]/intake/products": { may: VENDOR },
  "/projects/[projectId]/next": { may: INSIDE },
  "/projects/[projectId]/responsibility": { may: INSIDE },
  "/projects/[projectId]/runs": { may: INSIDE },
  "/projects/[projectId]/runs/[seq]": { may: INSIDE },
  "/projects/[projectId]/runs/changes": { may: VENDOR },
  "/projects/[projectId]/sign-off": { may: INSIDE },
  "/projects/[projectId]/sign-off/[seq]": { may: INSIDE },
  "/projects/[projectId]/sign-off/compare": { may: INSIDE, query: "?from=1&to=now" },
  "/reset/[token]": { may: OPEN },
  "/setup/[token]": { may: OPEN },
  "/sign-in": { may: OPEN },
};

const VALUES = {
  field: "db.host",
  section: "platform",
  artefactId: "A1",
  token: "no-such-token",
};

/** The address of a route or page for these ids. */
export function addressOf(pattern: string, ids: Ids, method = "GET"): string {
  const field = pattern.includes("/secrets/") ? "db.password" : VALUES.field;
  const values: Record<string, string> = {
    ...VALUES,
    ...ids,
    field,
    "...nextauth": method === "GET" ? "csrf" : "signout",
  };
  return pattern.replace(/\[([^\]]+)\]/g, (_all, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`Say in test/tenants/places.ts what stands for [${name}].`);
    return value;
  });
}
