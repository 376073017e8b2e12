import { createHash, createSign, generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

type Claims = Record<string, unknown>;
export type Forgery = "signature" | "nonce" | "audience" | "issuer" | "expired";

/** An OpenID Connect provider on loopback that signs in at once, as whom the test says. */
export interface Provider {
  issuer: string;
  /** What the next ID tokens say of the person. */
  say: (claims: Claims) => void;
  /** What is wrong with the next ID token, and only with that. */
  forge: (what: Forgery) => void;
  stop: () => Promise<void>;
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

/** Discovery, authorization, token (RS256; PKCE is checked) and keys; everything else is not found. */
export async function startProvider(): Promise<Provider> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { privateKey: strangersKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map<string, Record<string, string>>();
  let said: Claims = {};
  let forged: Forgery | undefined;
  let issuer = "";

  function idToken(asked: Record<string, string>): string {
    const wrong = forged;
    forged = undefined;
    const now = Math.floor(Date.now() / 1000) - (wrong === "expired" ? 7200 : 0);
    const claims = {
      iss: wrong === "issuer" ? "https://evil.example" : issuer,
      aud: wrong === "audience" ? "another client" : asked.client_id,
      nonce: wrong === "nonce" ? "replayed" : asked.nonce,
      iat: now,
      exp: now + 600,
      ...said,
    };
    const signed = `${base64({ alg: "RS256", kid: "k1" })}.${base64(claims)}`;
    const signature = createSign("RSA-SHA256").update(signed);
    return `${signed}.${signature.sign(wrong === "signature" ? strangersKey : privateKey).toString("base64url")}`;
  }

  async function tokenFor(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const form = await formOf(request);
    const asked = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!asked || asked.code_challenge !== challenge) return { status: 400, body: { error: "invalid_grant" } };
    const access = { access_token: randomUUID(), token_type: "Bearer", expires_in: 600 };
    return { status: 200, body: { ...access, id_token: idToken(asked) } };
  }

  const discovery = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  });
  const keys = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k1", use: "sig", alg: "RS256" }] };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    const json = (body: object, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (url.pathname === "/.well-known/openid-configuration") return json(discovery());
    if (url.pathname === "/keys") return json(keys);
    if (url.pathname === "/token") {
      const { status, body } = await tokenFor(request);
      return json(body, status);
    }
    if (url.pathname !== "/authorize") return json({}, 404);
    const code = randomUUID();
    codes.set(code, Object.fromEntries(url.searchParams));
    const back = new URL(url.searchParams.get("redirect_uri") ?? "");
    back.searchParams.set("code", code);
    back.searchParams.set("state", url.searchParams.get("state") ?? "");
    return response.writeHead(302, { location: back.href }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    say: (claims) => {
      said = claims;
    },
    forge: (what) => {
      forged = what;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
