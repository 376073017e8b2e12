import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

import { type Certificate, makeCertificate } from "@/lib/peers/certificates";

/** What a practice registry holds and whom it lets do what. */
export interface RegistryScenario {
  user: string;
  password: string;
  auth: "basic" | "token" | "none";
  /** Repository, then tag, then digest. */
  images: Readonly<Record<string, Readonly<Record<string, string>>>>;
  rights: readonly ("pull" | "push" | "delete" | "catalog")[];
  /** Images that come through from the upstream when they are asked for. */
  upstream?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readOnly?: boolean;
  /** Extra headers of every answer, such as `server: Nexus/3.70`. */
  headers?: Readonly<Record<string, string>>;
  /** The realm to name in place of the own one. */
  realm?: string;
  /** Answers before anything else; used for rogue registries. */
  rogue?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}
const fault = (status: number, code: string): Reply => ({
  status,
  body: { errors: [{ code, message: code.toLowerCase() }] },
});

export interface RegistryPeer {
  port: number;
  ca: string;
  /** Method and path of every request, and whether it carried a credential. */
  requests: { method: string; path: string; authorization?: string }[];
  /** Upload sessions that are open now. */
  openUploads: () => number;
  scenario: RegistryScenario;
  close: () => Promise<void>;
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * A registry on loopback that speaks the Distribution API v2 from its specification: ping, challenges,
 * tokens, catalog, tags, manifests by HEAD, and upload sessions. It stores no blobs and verifies no token
 * signature, so it proves nothing about a real registry's storage; the real program is held to the same
 * situations in test/peers.
 */
export async function startRegistryPeer(
  scenario: RegistryScenario,
  options: { names: readonly string[]; certificate?: { pem: string; key: string; caPem: string } },
): Promise<RegistryPeer> {
  const ca: Certificate | undefined = options.certificate
    ? undefined
    : await makeCertificate({ commonName: "registry test CA" });
  const own =
    ca && (await makeCertificate({ commonName: options.names[0] ?? "registry", names: options.names, issuer: ca }));
  const { pem = own?.pem ?? "", key = own?.key ?? "", caPem = ca?.pem ?? "" } = options.certificate ?? {};
  const requests: RegistryPeer["requests"] = [];
  const uploads = new Set<string>();
  const fetched = new Set<string>();

  const server = createServer({ cert: pem, key }, (request, response) => {
    const url = new URL(request.url ?? "/", "https://registry");
    const { authorization } = request.headers;
    const method = request.method ?? "GET";
    requests.push({ method, path: `${url.pathname}${url.search}`, ...(authorization ? { authorization } : {}) });
    request.resume();
    if (scenario.rogue?.(request, response)) return;
    const { status, body, headers } = answer(method, url, request);
    response.writeHead(status, {
      "docker-distribution-api-version": "registry/2.0",
      "content-type": "application/json",
      ...scenario.headers,
      ...headers,
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });

  function isUser(authorization = ""): boolean {
    const pair = Buffer.from(authorization.replace(/^Basic /, ""), "base64").toString("utf8");
    return pair === `${scenario.user}:${scenario.password}`;
  }

  function challenge(request: IncomingMessage): Reply {
    const realm = scenario.realm ?? `https://${request.headers.host}/token`;
    const value =
      scenario.auth === "token" ? `Bearer realm="${realm}",service="registry.practice"` : `Basic realm="Registry"`;
    return { ...fault(401, "UNAUTHORIZED"), headers: { "www-authenticate": value } };
  }

  function giveToken(url: URL, request: IncomingMessage): Reply {
    if (!isUser(request.headers.authorization)) return fault(401, "UNAUTHORIZED");
    const access = url.searchParams.getAll("scope").map((scope) => {
      const [type = "", ...rest] = scope.split(":");
      const actions = (rest.pop() ?? "").split(",");
      const allowed = actions.filter((action) =>
        type === "registry" ? scenario.rights.includes("catalog") : scenario.rights.some((right) => right === action),
      );
      return { type, name: rest.join(":"), actions: allowed };
    });
    const claims = { access, exp: Math.round(Date.now() / 1000) + 300 };
    return { status: 200, body: { token: `${encode({ alg: "none" })}.${encode(claims)}.practice`, expires_in: 300 } };
  }

  /** The rights of this request: all of the user's with Basic, those of the scopes with a token. */
  function rightsOf(authorization = ""): ((type: string, action: string, name: string) => boolean) | undefined {
    if (scenario.auth === "none") return () => true;
    if (scenario.auth === "basic")
      return isUser(authorization)
        ? (type, action) => scenario.rights.includes((type === "registry" ? "catalog" : action) as "pull")
        : undefined;
    const [, part] = /^Bearer [^.]+\.([^.]+)\./.exec(authorization) ?? [];
    if (!part) return undefined;
    const { access } = JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as {
      access: { type: string; name: string; actions: string[] }[];
    };
    return (type, action, name) =>
      access.some((one) => one.type === type && one.name === name && (one.actions.includes(action) || action === ""));
  }

  function answer(method: string, url: URL, request: IncomingMessage): Reply {
    if (url.pathname === "/token") return giveToken(url, request);
    if (!url.pathname.startsWith("/v2/")) return fault(404, "NOT_FOUND");
    const may = rightsOf(request.headers.authorization);
    if (!may) return challenge(request);
    if (url.pathname === "/v2/") return { status: 200, body: {} };
    if (url.pathname === "/v2/_catalog") {
      const allowed =
        scenario.auth === "token"
          ? may("registry", "", "catalog") && scenario.rights.includes("catalog")
          : may("registry", "*", "catalog");
      if (!allowed) return fault(401, "UNAUTHORIZED");
      return { status: 200, body: { repositories: [...Object.keys(scenario.images), ...fetched].sort() } };
    }
    const [, repository = "", kind, rest = ""] =
      /^\/v2\/(.+?)\/(tags|manifests|blobs\/uploads)\/(.*)$/.exec(url.pathname) ?? [];
    const tags = scenario.images[repository];
    const through = scenario.upstream?.[repository];
    if (kind === "tags") {
      if (!may("repository", "pull", repository)) return fault(403, "DENIED");
      if (!tags && !through) return fault(404, "NAME_UNKNOWN");
      return { status: 200, body: { name: repository, tags: Object.keys({ ...tags, ...through }) } };
    }
    if (kind === "manifests") {
      if (!may("repository", "pull", repository)) return fault(403, "DENIED");
      const digest = tags?.[rest] ?? through?.[rest];
      if (!digest) return fault(404, "MANIFEST_UNKNOWN");
      if (!tags?.[rest]) fetched.add(repository);
      return { status: 200, headers: { "docker-content-digest": digest } };
    }
    if (kind === "blobs/uploads") {
      if (!may("repository", "push", repository)) return fault(403, "DENIED");
      if (scenario.readOnly) return fault(405, "UNSUPPORTED");
      if (method === "POST") {
        const id = randomUUID();
        uploads.add(id);
        return { status: 202, headers: { location: `/v2/${repository}/blobs/uploads/${id}?_state=practice` } };
      }
      if (!uploads.has(rest)) return fault(404, "BLOB_UPLOAD_UNKNOWN");
      if (method === "DELETE") uploads.delete(rest);
      return { status: 204 };
    }
    return fault(404, "NOT_FOUND");
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    ca: caPem,
    requests,
    openUploads: () => uploads.size,
    scenario,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
