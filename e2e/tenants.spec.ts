import { expect, test } from "playwright/test";

import { ACTIONS } from "../test/tenants/actions";
import { type Ids, MISSING } from "../test/tenants/ids";
import { addressOf, PAGES, type PlaceRow, ROUTES } from "../test/tenants/places";
import { CALLERS, type Caller } from "../test/tenants/roles";
import type { Seed } from "../test/tenants/seed";
import { type RunningApp, startApp } from "./support/app";
import { PORTS } from "./support/ports";
import { type Answer, ask, builtActions, plantSeed, resultOf, stateNow } from "./support/tenants";

const PORT = PORTS.people;
const ORIGIN = `http://localhost:${PORT}`;
const SIGNED_OUT = /You are signed out/;
const REFUSED = /not found|does not allow|Only |SESTEK|project manager|administrator|no attestation of yours/i;
let app: RunningApp;
let seed: Seed;
const BUILT = builtActions();
/** An action that no page uses is not in the build: nobody can call it. */
const CALLABLE = Object.entries(ACTIONS).filter(([key]) => BUILT.has(key));
/** What a person may not set by a body, whatever else it says. */
const SMUGGLED = { role: "admin", tenantId: "x", signedOffBy: "me", createdBy: "me", disabledAt: null, isAdmin: true };

test.describe.configure({ timeout: 300_000 });
test.beforeAll(async () => {
  app = await startApp(PORT);
  seed = plantSeed(app.data, PORT);
});
test.afterAll(() => app.stop());

const cookieOf = (caller: Caller): Record<string, string> =>
  caller === "nobody" ? {} : { cookie: seed.cookies[caller] };

function callRoute(key: string, row: PlaceRow, caller: Caller, ids: Ids, headers: Record<string, string> = {}) {
  const [method = "GET", pattern = ""] = key.split(" ");
  const form = row.form && new URLSearchParams({ ...row.form, role: "admin" }).toString();
  const json = row.json === undefined ? undefined : JSON.stringify({ ...(row.json as object), ...SMUGGLED });
  const type = form ? "application/x-www-form-urlencoded" : "application/json";
  const changing: Record<string, string> = method === "GET" ? {} : { origin: ORIGIN, "content-type": type };
  const body = form ?? json;
  return ask(PORT, `${addressOf(pattern, ids, method)}${row.query ?? ""}`, {
    method,
    headers: { ...cookieOf(caller), ...changing, ...headers },
    ...(body ? { body } : {}),
  });
}

async function callAction(
  key: string,
  caller: Caller,
  ids: Ids,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const built = BUILT.get(key);
  if (!built) throw new Error(`${key} is not in the build.`);
  const input = { ...ACTIONS[key]?.input(ids), ...SMUGGLED, ...ACTIONS[key]?.input(ids) };
  return ask(PORT, addressOf(built.pages[0] ?? "/", MISSING), {
    method: "POST",
    headers: {
      ...cookieOf(caller),
      origin: ORIGIN,
      accept: "text/x-component",
      "content-type": "text/plain;charset=UTF-8",
      "next-action": built.id,
      ...headers,
    },
    body: JSON.stringify([input]),
  });
}

/** False for a place of something that is not planted: those who may see it read that it is not there. */
const isPlanted = (pattern: string, ids: Ids) =>
  !(Object.keys(MISSING) as (keyof Ids)[]).some((name) => pattern.includes(`[${name}]`) && ids[name] === MISSING[name]);

const words = ({ body }: Answer, ids: Ids) =>
  Object.values(ids)
    .reduce((text, id) => (id.length > 8 ? text.replaceAll(id, "id") : text), body)
    .replace(/<script[\s\S]*?<\/script>|<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

test("bars 29 and 30: what a stranger and nobody ask of another tenant's routes is what a missing id answers", async () => {
  const before = stateNow(app.data, PORT, seed.target.projectId);
  for (const [key, row] of Object.entries(ROUTES)) {
    const nobody = await callRoute(key, row, "nobody", seed.target);
    expect(nobody.body, key).not.toContain(seed.target.mark);
    if (!row.may.includes("nobody")) expect(nobody.status, `${key} for nobody`).toBe(401);
    const foreign = await callRoute(key, row, "stranger", seed.target);
    expect(foreign.body, key).not.toContain(seed.target.projectId);
    if (row.may.includes("stranger")) continue;
    const missing = await callRoute(key, row, "stranger", MISSING);
    expect(foreign.body, key).not.toContain(seed.target.mark);
    expect([403, 404], `${key} for a stranger: ${foreign.body}`).toContain(foreign.status);
    expect({ status: foreign.status, body: foreign.body }, key).toEqual({ status: missing.status, body: missing.body });
    const inside = { ...seed.target, projectId: seed.own.stranger.projectId };
    const swapped = await callRoute(key, row, "stranger", inside);
    expect(swapped.body, key).not.toContain(seed.target.projectId);
    if (/\[(attestationId|fileId|commentId)\]/.test(key)) expect(swapped.status, key).toBe(404);
  }
  expect(stateNow(app.data, PORT, seed.target.projectId)).toBe(before);
});

test("bars 29 and 40: server actions refuse strangers and nobody, and take no role or author from a body", async () => {
  const before = stateNow(app.data, PORT, seed.target.projectId);
  for (const [key, row] of CALLABLE) {
    if (row.may.includes("nobody")) continue;
    expect(resultOf((await callAction(key, "nobody", seed.target)).body)?.message, key).toMatch(SIGNED_OUT);
    if (row.may.includes("stranger")) continue;
    const foreign = resultOf((await callAction(key, "stranger", seed.target)).body);
    const missing = resultOf((await callAction(key, "stranger", MISSING)).body);
    expect(foreign?.ok, key).toBe(false);
    expect(foreign?.message, key).toMatch(REFUSED);
    expect(foreign, key).toEqual(missing);
    const swapped = { ...seed.target, projectId: seed.own.stranger.projectId };
    expect((await callAction(key, "stranger", swapped)).body, key).not.toContain(seed.target.projectId);
  }
  expect(stateNow(app.data, PORT, seed.target.projectId)).toBe(before);
});

test("bar 29: another tenant's pages are the page that is not there", async () => {
  for (const [pattern, row] of Object.entries(PAGES)) {
    const address = addressOf(pattern, seed.target) + (row.query ?? "");
    const nobody = await ask(PORT, address);
    if (!row.may.includes("nobody"))
      expect(`${nobody.status} ${nobody.location}`, pattern).toMatch(/^307 \S*\/sign-in/);
    const foreign = await ask(PORT, address, { headers: cookieOf("stranger") });
    expect(foreign.body, pattern).not.toContain(seed.target.mark);
    if (row.may.includes("stranger")) continue;
    const missing = await ask(PORT, addressOf(pattern, MISSING) + (row.query ?? ""), { headers: cookieOf("stranger") });
    expect(foreign.status, pattern).toBe(404);
    expect(words(foreign, seed.target), pattern).toBe(words(missing, MISSING));
  }
});

/** What the router asks of the server in a page that is open already: the page as data and not as HTML. */
async function asData(path: string): Promise<Answer> {
  const headers = { ...cookieOf("stranger"), rsc: "1" };
  const first = await ask(PORT, path, { headers });
  const next = first.status === 307 ? new URL(first.location, `http://localhost:${PORT}`) : undefined;
  return next ? ask(PORT, `${next.pathname}${next.search}`, { headers }) : first;
}

test("bar 29: asked as data, another tenant's page differs in nothing from the one that is not there", async () => {
  // Pieces come in any order, each under a number and with the request's own nonce: what they say is compared.
  const said = ({ status, body }: Answer, ids: Ids) => {
    const plain = Object.values(ids)
      .filter((id) => id.length > 8)
      .reduce((text, id) => text.replaceAll(id, "id"), body);
    return [status, ...[...plain.matchAll(/"(?:children|href|title|message)":"([^"]*)"/g)].map(([all]) => all).sort()];
  };
  for (const [pattern, row] of Object.entries(PAGES)) {
    if (row.may.includes("stranger") || row.may.includes("nobody")) continue;
    const foreign = await asData(addressOf(pattern, seed.target) + (row.query ?? ""));
    const missing = await asData(addressOf(pattern, MISSING) + (row.query ?? ""));
    expect(foreign.body, pattern).not.toContain(seed.target.mark);
    expect(said(foreign, seed.target), pattern).toEqual(said(missing, MISSING));
  }
});

test("bar 40: everybody may do what the tables say, and nothing else, on routes, pages and actions", async () => {
  for (const caller of CALLERS.filter((one) => one !== "nobody" && one !== "stranger")) {
    const ids = seed.own[caller as keyof Seed["own"]];
    for (const [pattern, row] of Object.entries(PAGES)) {
      const { status, location } = await ask(PORT, addressOf(pattern, ids) + (row.query ?? ""), {
        headers: cookieOf(caller),
      });
      if (!row.may.includes(caller)) expect.soft(status, `${pattern} for ${caller}`).toBe(404);
      else if (!pattern.includes("[token]") && isPlanted(pattern, ids)) {
        expect.soft(status, `${pattern} for ${caller}`).toBeLessThan(400);
        expect.soft(location, pattern).not.toContain("/sign-in");
      }
    }
    for (const [key, row] of Object.entries(ROUTES)) {
      const { status, body } = await callRoute(key, row, caller, ids);
      if (!row.may.includes(caller)) expect.soft([403, 404], `${key} for ${caller}`).toContain(status);
      else if (row.may.includes("nobody")) expect.soft(status, `${key}: ${body}`).toBeLessThan(500);
      else if (isPlanted(key, ids))
        expect.soft([401, 403, 404, 500].includes(status), `${key} for ${caller}: ${status} ${body}`).toBe(false);
    }
    for (const [key, row] of CALLABLE) {
      const result = resultOf((await callAction(key, caller, ids)).body);
      if (row.may.includes(caller))
        expect.soft(result?.message ?? "", `${key} for ${caller}`).not.toMatch(/your role|signed out|went wrong/i);
      else expect.soft(result?.message, `${key} for ${caller}`).toMatch(REFUSED);
    }
  }
});

/** Ways around a proxy that guards by the path or by a header of its own. */
const DODGES: [string, (path: string) => string, Record<string, string>][] = [
  [
    "the header of the framework's own subrequests",
    (path) => path,
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  ],
  [
    "the older header",
    (path) => path,
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  ],
  ["a request for the page's data", (path) => `${path}?_rsc=x`, { rsc: "1" }],
  ["a prefetch", (path) => `${path}?_rsc=x`, { rsc: "1", "next-router-prefetch": "1" }],
  [
    "a prefetch of one segment",
    (path) => path,
    { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  ],
  ["the data's own address", (path) => `${path}.rsc`, {}],
  ["a segment's own address", (path) => `${path}.segments/_tree.segment.rsc`, {}],
  ["a double slash", (path) => `/${path}`, {}],
  ["an encoded dot", (path) => path.replace("/projects", "/%2e/projects"), {}],
  ["an encoded letter", (path) => path.replace("projects", "%70rojects"), {}],
  ["capital letters", (path) => path.replace("projects", "PROJECTS"), {}],
  ["a language in front", (path) => `/en${path}`, {}],
  ["the address that a proxy rewrites", (path) => path, { "x-rewrite-url": "/help", "x-original-url": "/help" }],
];

test("bar 31: no way around the proxy shows another tenant's pages and routes", async () => {
  const places = [
    ...Object.entries(PAGES).map(([pattern, { may }]) => ({ pattern, may })),
    ...Object.entries(ROUTES).flatMap(([key, { may }]) =>
      key.startsWith("GET ") ? [{ pattern: key.slice(4), may }] : [],
    ),
  ].filter(({ pattern }) => pattern.includes("[projectId]"));
  for (const { pattern } of places) {
    for (const [how, dodge, headers] of DODGES) {
      for (const caller of ["stranger", "nobody"] as const) {
        const path = dodge(addressOf(pattern, seed.target));
        const answer = await ask(PORT, path, { headers: { ...headers, ...cookieOf(caller) } });
        const what = `${pattern} by ${how} for ${caller}`;
        expect(answer.body, what).not.toContain(seed.target.mark);
        // The data's own address answers 200 with the refusal inside, as the framework's transport does.
        const inside = /NEXT_HTTP_ERROR_FALLBACK;404|NEXT_REDIRECT/.test(answer.body);
        expect(answer.status >= 300 || inside, `${what}: ${answer.status}`).toBe(true);
      }
    }
  }
});

test("bar 36: what comes from elsewhere is refused with 403, and nothing changes", async () => {
  const before = stateNow(app.data, PORT, seed.target.projectId);
  const elsewhere: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "" },
    { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    { origin: `${ORIGIN}.evil.example`, "content-type": "text/plain" },
    { origin: "http://evil.example", host: "evil.example" },
  ];
  for (const headers of elsewhere) {
    const what = JSON.stringify(headers);
    for (const [key, row] of Object.entries(ROUTES)) {
      if (key.startsWith("GET ")) continue;
      expect((await callRoute(key, row, "admin", seed.target, headers)).status, `${key} ${what}`).toBe(403);
    }
    for (const [key] of CALLABLE)
      expect((await callAction(key, "admin", seed.target, headers)).status, `${key} ${what}`).toBe(403);
  }
  const form = { "content-type": "multipart/form-data; boundary=x", cookie: seed.cookies.admin };
  expect((await ask(PORT, "/projects/new", { method: "POST", headers: form, body: "--x--" })).status).toBe(403);
  expect(stateNow(app.data, PORT, seed.target.projectId)).toBe(before);
});

test("bar 37: a spoofed X-Forwarded-For gives no new try, and another account is not held up", async () => {
  const csrf = await ask(PORT, "/api/auth/csrf");
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
  const guess = (email: string, at: number) =>
    ask(PORT, "/api/auth/callback/credentials", {
      method: "POST",
      headers: {
        origin: ORIGIN,
        cookie: csrf.cookies,
        "content-type": "application/x-www-form-urlencoded",
        "x-forwarded-for": `198.51.100.${at}`,
        "x-readiness-caller": `198.51.100.${at}`,
      },
      body: new URLSearchParams({ csrfToken, email, password: `guess ${at}`, json: "true" }).toString(),
    });
  const answers: string[] = [];
  for (let at = 1; at <= 20; at++) answers.push((await guess("owner@bank.test", at)).body);
  expect(answers.filter((body) => body.includes("Too%20many%20tries"))).toHaveLength(12);
  expect((await guess("another@bank.test", 30)).body).toContain("CredentialsSignin");
});
