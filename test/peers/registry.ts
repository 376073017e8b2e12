import { createHash, createPrivateKey, randomUUID, sign } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { type Certificate, makeCertificate } from "@/lib/peers/certificates";

import { freePort, program, start, temporaryFolder, until } from "./programs";

export const USER = "robot$knovvu";
export const PASSWORD = "s3cret-pass";
/** bcrypt of PASSWORD: the real program takes nothing else. */
const HTPASSWD = `${USER}:$2y$05$abcdefghijklmnopqrstuuV7fpPozvyqJfnY19y0802WTlXUm6Rjy\n`;

export interface RealRegistry {
  port: number;
  ca: string;
  stop: () => Promise<void>;
  /** Pushes a tiny image of one layer and answers with its digest. */
  push: (repository: string, tag: string) => Promise<string>;
  storage: string;
}

interface Options {
  host: string;
  auth: "none" | "basic" | "token";
  /** Rights that the token service gives. */
  rights?: readonly string[];
  readOnly?: boolean;
  /** Folder of another registry's storage, to begin with what it holds. */
  storage?: string;
  /** Pull-through cache of this upstream. */
  upstream?: { port: number; ca: string };
}

const pem = (certificate: Certificate) => certificate.pem.replaceAll(/-----[A-Z ]+-----|\s/g, "");

/** A token service after the distribution specification: Basic in, a signed JWT with the granted scopes out. */
async function startTokenService(host: string, ca: Certificate, rights: readonly string[]) {
  const own = await makeCertificate({ commonName: host, names: [host], issuer: ca });
  const signer = await makeCertificate({ commonName: "token signer", issuer: ca });
  const key = createPrivateKey(signer.key);
  const basic = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString("base64")}`;
  const server = createServer({ cert: own.pem, key: own.key }, (incoming, response) => {
    if (incoming.headers.authorization !== basic) {
      response.writeHead(401).end("{}");
      return;
    }
    const url = new URL(incoming.url ?? "/", `https://${host}`);
    const access = url.searchParams.getAll("scope").map((scope) => {
      const [type = "", name = "", actions = ""] = /^([^:]+):(.+):([^:]+)$/.exec(scope)?.slice(1) ?? [];
      return { type, name, actions: actions.split(",").filter((action) => rights.includes(action)) };
    });
    const now = Math.floor(Date.now() / 1000);
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const head = encode({ typ: "JWT", alg: "ES256", x5c: [pem(signer)] });
    const claims = {
      iss: "test",
      sub: USER,
      aud: "registry",
      exp: now + 300,
      nbf: now - 10,
      iat: now,
      jti: randomUUID(),
      access,
    };
    const text = `${head}.${encode(claims)}`;
    const signature = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ token: `${text}.${signature}`, expires_in: 300 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** The real registry program on loopback, with TLS for `host`. */
export async function startRealRegistry(options: Options): Promise<RealRegistry & { tokenPort?: number }> {
  const { host, auth, rights = ["pull", "push", "delete", "*"], readOnly, upstream } = options;
  const folder = temporaryFolder("registry");
  const ca = await makeCertificate({ commonName: "registry test CA" });
  const own = await makeCertificate({ commonName: host, names: [host], issuer: ca });
  const file = (name: string, text: string) => {
    const path = join(folder.path, name);
    writeFileSync(path, text);
    return path;
  };
  const tokens = auth === "token" ? await startTokenService(host, ca, rights) : undefined;
  const port = await freePort();
  const storage = options.storage ?? join(folder.path, "storage");
  const config = {
    version: 0.1,
    log: { level: "warn" },
    storage: {
      filesystem: { rootdirectory: storage },
      delete: { enabled: true },
      ...(readOnly ? { maintenance: { readonly: { enabled: true } } } : {}),
    },
    http: { addr: `127.0.0.1:${port}`, tls: { certificate: file("cert.pem", own.pem), key: file("key.pem", own.key) } },
    ...(auth === "basic" ? { auth: { htpasswd: { realm: "Registry", path: file("htpasswd", HTPASSWD) } } } : {}),
    ...(auth === "token"
      ? {
          auth: {
            token: {
              realm: `https://${host}:5001/token`,
              service: "registry",
              issuer: "test",
              rootcertbundle: file("root.pem", ca.pem),
            },
          },
        }
      : {}),
    ...(upstream ? { proxy: { remoteurl: `https://127.0.0.1:${upstream.port}` } } : {}),
  };
  const started = start(program("docker-registry"), ["serve", file("config.yml", JSON.stringify(config))], {
    cwd: folder.path,
    env: upstream ? { SSL_CERT_FILE: file("upstream.pem", upstream.ca) } : {},
  });
  const ask = asker(
    port,
    ca.pem,
    host,
    auth === "basic" ? `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString("base64")}` : undefined,
  );
  await until("The registry", started, async () => (await ask("GET", "/v2/")).status < 500);
  return {
    port,
    ca: ca.pem,
    storage,
    push: (repository, tag) => pushImage(ask, repository, tag),
    ...(tokens ? { tokenPort: tokens.port } : {}),
    async stop() {
      await started.stop();
      tokens?.close();
      folder.remove();
    },
  };
}

type Ask = (
  method: string,
  path: string,
  body?: Buffer,
  headers?: Record<string, string>,
) => Promise<{ status: number; headers: Record<string, string | string[] | undefined> }>;

function asker(port: number, ca: string, host: string, authorization: string | undefined): Ask {
  return (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const asked = request(
        {
          host: "127.0.0.1",
          port,
          ca,
          servername: host,
          method,
          path,
          headers: { host, ...(authorization ? { authorization } : {}), ...headers },
        },
        (response) => {
          response.resume();
          response.once("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
        },
      );
      asked.once("error", reject);
      asked.end(body);
    });
}

const digestOf = (bytes: Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

async function pushImage(ask: Ask, repository: string, tag: string): Promise<string> {
  async function blob(bytes: Buffer): Promise<string> {
    const digest = digestOf(bytes);
    const opened = await ask("POST", `/v2/${repository}/blobs/uploads/`);
    const { pathname, search } = new URL(String(opened.headers.location), "https://registry");
    const put = await ask("PUT", `${pathname}${search}&digest=${digest}`, bytes, {
      "content-type": "application/octet-stream",
    });
    if (put.status !== 201) throw new Error(`The registry took no blob: ${put.status}`);
    return digest;
  }
  const config = Buffer.from(
    JSON.stringify({ architecture: "amd64", os: "linux", rootfs: { type: "layers", diff_ids: [] }, tag }),
  );
  const layer = Buffer.from(`layer of ${repository}`);
  const type = "application/vnd.docker.distribution.manifest.v2+json";
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: type,
      config: {
        mediaType: "application/vnd.docker.container.image.v1+json",
        size: config.length,
        digest: await blob(config),
      },
      layers: [
        {
          mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip",
          size: layer.length,
          digest: await blob(layer),
        },
      ],
    }),
  );
  const put = await ask("PUT", `/v2/${repository}/manifests/${tag}`, manifest, { "content-type": type });
  if (put.status !== 201) throw new Error(`The registry took no manifest: ${put.status}`);
  return digestOf(manifest);
}
