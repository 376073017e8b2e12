import { generateKeyPairSync } from "node:crypto";

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";

import { type Certificate, makeCertificate } from "@/lib/peers/certificates";

import { inspectKubeconfig } from "./inspect";
import { readKubeconfig } from "./read";

let ca: Certificate;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const jwt = (claims: object) =>
  `${Buffer.from('{"alg":"RS256"}').toString("base64url")}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;
const bytes = (text: string) => new TextEncoder().encode(text);

beforeAll(async () => {
  ca = await makeCertificate({ commonName: "cluster CA" });
});

function config(change: { cluster?: object; user?: object; context?: object; root?: object } = {}) {
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "c",
        cluster: {
          server: "https://api.acme.example:6443",
          "certificate-authority-data": base64(ca.pem),
          ...change.cluster,
        },
      },
    ],
    users: [
      {
        name: "u",
        user: change.user ?? {
          token: jwt({ sub: "system:serviceaccount:knovvu-common:deployer", exp: 1_800_000_000, iat: 1_700_000_000 }),
        },
      },
    ],
    contexts: [{ name: "knovvu", context: { cluster: "c", user: "u", namespace: "knovvu-common", ...change.context } }],
    "current-context": "knovvu",
    ...change.root,
  };
}
const read = (value: object, context?: string) =>
  readKubeconfig(bytes(stringify(value)), context === undefined ? {} : { context });
const refusals = async (value: object) => {
  const result = await read(value);
  return !result.ok && result.kind === "refused" ? result.refusals : [];
};

describe("an ordinary kubeconfig", () => {
  test("is accepted, and shows server, namespace, identity, kind, expiry and CA, but never the token", async () => {
    const result = await read(config());
    if (!result.ok) throw new Error(JSON.stringify(result));
    expect(result.summary).toMatchObject({
      contextName: "knovvu",
      serverHost: "api.acme.example:6443",
      namespace: "knovvu-common",
      credentialKind: "service-account-token",
      identity: "system:serviceaccount:knovvu-common:deployer",
      expiresAt: "2027-01-15T08:00:00.000Z",
      clusterAdminLike: false,
    });
    expect(result.summary.caFingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(JSON.stringify(result.summary)).not.toContain("c2ln");
  });

  test("with a client certificate shows its name and groups, and recognises a cluster administrator", async () => {
    const client = await makeCertificate({
      commonName: "kubernetes-admin",
      organization: "system:masters",
      issuer: ca,
    });
    const result = await read(
      config({ user: { "client-certificate-data": base64(client.pem), "client-key-data": base64(client.key) } }),
    );
    expect(result).toMatchObject({
      ok: true,
      summary: {
        credentialKind: "client-certificate",
        identity: "kubernetes-admin",
        groups: ["system:masters"],
        clusterAdminLike: true,
      },
    });
  });

  test("with several contexts asks which one, and stores that one only", async () => {
    const one = config();
    const other = { name: "other", context: { cluster: "c", user: "second" } };
    const file = {
      ...one,
      contexts: [...one.contexts, other],
      users: [...one.users, { name: "second", user: { token: "another" } }],
    };
    expect(await read(file)).toMatchObject({
      ok: false,
      kind: "choose-context",
      contexts: [{ name: "knovvu" }, { name: "other" }],
    });
    const chosen = await read(file, "knovvu");
    expect(chosen).toMatchObject({ ok: true, summary: { contextCount: 2 } });
    expect(JSON.stringify(chosen)).not.toContain("another");
    expect(await read(file, "nothing")).toMatchObject({ ok: false, refusals: [{ code: "context" }] });
  });

  test("bar 1: is refused for a program that only an unused entry would start", async () => {
    const one = config();
    const file = { ...one, users: [...one.users, { name: "unused", user: { exec: { command: "aws" } } }] };
    expect(await refusals(file)).toMatchObject([{ code: "exec", path: "users[1].user.exec" }]);
  });
});

describe("a kubeconfig that does something is refused by the name of what it does", () => {
  test.each([
    "exec",
    "auth-provider",
    "tokenFile",
    "token-file",
    "client-certificate",
    "client-key",
    "as",
    "as-uid",
    "as-groups",
    "as-user-extra",
    "impersonate-user",
    "username",
    "password",
  ])("bars 1 to 3: users[0].user.%s", async (key) => {
    const found = await refusals(config({ user: { [key]: key === "exec" ? { command: "touch /tmp/owned" } : "x" } }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code: key, path: `users[0].user.${key}` });
    expect(found[0]?.message).toContain(key);
  });

  test.each(["certificate-authority", "proxy-url"])("bars 3 and 4: clusters[0].cluster.%s", async (key) => {
    expect(await refusals(config({ cluster: { [key]: "http://evil.example" } }))).toMatchObject([
      { code: key, path: `clusters[0].cluster.${key}` },
    ]);
  });

  test("bar 6: switching the certificate check off is refused with the way to give the CA; switching it on is fine", async () => {
    expect(await refusals(config({ cluster: { "insecure-skip-tls-verify": true } }))).toMatchObject([
      { message: expect.stringContaining("provide the CA") },
    ]);
    expect(await read(config({ cluster: { "insecure-skip-tls-verify": false } }))).toMatchObject({ ok: true });
  });

  test.each([
    "http://api.acme.example:6443",
    "https://user:pass@api.acme.example",
    "https://api.acme.example/?to=evil",
    "not an address",
  ])("a server of %s", async (server) => {
    expect(await refusals(config({ cluster: { server } }))).toMatchObject([{ code: "server" }]);
  });

  test("every refused key is named at once, so that one correction is enough", async () => {
    const found = await refusals(config({ cluster: { "proxy-url": "http://a" }, user: { exec: {}, tokenFile: "/x" } }));
    expect(found.map(({ code }) => code).sort()).toEqual(["exec", "proxy-url", "tokenFile"]);
  });

  test("bar 7: deep nesting, merges, prototypes and odd bytes are refused, and other work goes on meanwhile", async () => {
    const deep = `clusters: ${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const merges = `a: &a {x: 1}\n${Array.from({ length: 2000 }, (_, at) => `b${at}: {<<: *a}`).join("\n")}`;
    const files = [
      deep,
      merges,
      "__proto__: {polluted: true}\nkind: Config",
      "a: \u0000",
      "\ufeffapiVersion: v1\r\nkind: Config\r\n",
    ];
    for (const file of files) {
      let others = 0;
      const pulse = setInterval(() => others++, 1);
      expect(await readKubeconfig(bytes(file))).toMatchObject({ ok: false, kind: "refused" });
      clearInterval(pulse);
      if (file === deep) expect(others).toBeGreaterThan(3);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("a client key that belongs to another certificate", async () => {
    const client = await makeCertificate({ commonName: "someone", issuer: ca });
    const { privateKey } = generateKeyPairSync("ec", {
      namedCurve: "P-256",
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    expect(
      await refusals(
        config({ user: { "client-certificate-data": base64(client.pem), "client-key-data": base64(privateKey) } }),
      ),
    ).toMatchObject([{ code: "key-mismatch" }]);
  });
});

describe("a file that is no kubeconfig is refused in its own words", () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\nclusters: [*d,*d,*d]`;
  test.each<[string, Uint8Array, string]>([
    ["bar 8: a picture", png, "a PNG picture"],
    ["bar 8: an empty file", bytes("  \n"), "empty"],
    ["bar 7: 10 MB", new Uint8Array(10 * 1024 * 1024).fill(97), "at most 256 KiB"],
    ["bar 7: a YAML bomb", bytes(bomb), "refers to its own parts too often"],
    ["bar 7: two documents", bytes("a: 1\n---\nb: 2\n"), "2 YAML documents"],
    ["bar 7: UTF-16", new Uint8Array(Buffer.from("\ufeffapiVersion: v1", "utf16le")), "UTF-16"],
    ["bytes that are not UTF-8", new Uint8Array([0x61, 0xc3, 0x28]), "not UTF-8"],
    ["broken YAML", bytes("a: [1\nb: 2"), "not valid YAML"],
    ["bar 7: a key given twice", bytes("kind: Config\nkind: Config\n"), "not valid YAML"],
    ["tags of its own", bytes("a: !!js/function 'x'\n"), "tags of its own"],
    ["a Deployment", bytes("apiVersion: apps/v1\nkind: Deployment\n"), "describes Deployment"],
    ["a list", bytes("- 1\n"), "not a kubeconfig"],
    ["no context", bytes("apiVersion: v1\nkind: Config\n"), "names no context"],
  ])("%s", async (_name, upload, words) => {
    const result = await readKubeconfig(upload);
    expect(result).toMatchObject({ ok: false, kind: "refused" });
    expect(JSON.stringify(result)).toContain(words);
  });
});

test("bar 4: whatever stands in the file, nothing outside the allow-list ever comes out", () => {
  const secretValue = fc.constantFrom("CANARY", "https://CANARY.example", { nested: "CANARY" }, ["CANARY"]);
  const keys = fc.constantFrom(
    "exec",
    "proxy-url",
    "token-file",
    "as",
    "extensions",
    "__proto__x",
    "constructor",
    "certificate-authority",
    "anything",
  );
  const extra = fc.dictionary(keys, secretValue, { maxKeys: 4 });
  fc.assert(
    fc.property(extra, extra, extra, extra, (cluster, user, context, root) => {
      const file = config({ cluster, user: { token: "opaque-token", ...user }, context, root });
      const result = inspectKubeconfig(file, { uploadSha256: "" });
      if (!result.ok) return;
      expect(Object.keys(result.config).sort()).toEqual(["ca", "contextName", "credential", "namespace", "server"]);
      expect(JSON.stringify(result.config)).not.toContain("CANARY");
      expect(Object.keys(result.config.credential).sort()).toEqual(["kind", "token"]);
    }),
    { numRuns: 5_000 },
  );
});
