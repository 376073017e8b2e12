import { createServer as createPlain } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { type RegistryPeer, type RegistryScenario, startRegistryPeer } from "@/lib/peers/registry/server";
import { parseChallenges } from "@/lib/probes/registry/challenge";
import { realmOf } from "@/lib/probes/registry/realm";
import { expectSeen, lookOut, type Outlook } from "@/test/look-out";

const HOST = "registry.acme.test";
const PASSWORD = "s3cret-canary-pass";
const DEADLINE_MS = 1_000;
const HONEST: RegistryScenario = {
  user: "robot",
  password: PASSWORD,
  auth: "token",
  images: {},
  rights: ["pull", "push", "catalog"],
};

const open: { close: () => Promise<void> | void }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function rogue(scenario: Partial<RegistryScenario>, more: Partial<Outlook> = {}) {
  const peer = await startRegistryPeer({ ...HONEST, ...scenario }, { names: [HOST, "token.acme.test"] });
  open.push(peer);
  const answers: Partial<Answers> = {
    "reg.type": "v2-generic",
    "reg.host": HOST,
    "reg.username": "robot",
    "reg.pullPrefix": "knovvu",
    "reg.pushPrefix": "knovvu",
    "reg.ca": peer.ca,
  };
  const outlook: Outlook = {
    answers,
    secrets: { "reg.password": PASSWORD },
    pinned: { [`${HOST}:443`]: peer.port, "token.acme.test:443": peer.port },
    limits: { checkMs: DEADLINE_MS, connectMs: 500 },
    consented: true,
    ...more,
  };
  return { peer, outlook };
}

const sentCredentials = ({ requests }: RegistryPeer) => requests.filter(({ authorization }) => authorization);

test.each([
  ["on another host", "https://token.acme.test/token"],
  ["without encryption", `http://${HOST}/token`],
  ["at a private address", "https://10.0.0.5/token"],
  ["at the metadata address", "https://169.254.169.254/latest"],
  ["with a query of its own", `https://${HOST}/token?account=victim`],
  ["with a user name", `https://robot@${HOST}/token`],
  ["that is no address", "not an address"],
])("bar 23: a realm %s is given no credential", async (_title, realm) => {
  const { peer, outlook } = await rogue({ realm });
  await expectSeen("reg-auth", outlook, "could-not-tell", "blocked-by-policy");
  expect(sentCredentials(peer)).toEqual([]);
});

test("bar 23: a token host on the operator's list is given the credential", async () => {
  const { peer, outlook } = await rogue({ realm: "https://token.acme.test/token" });
  const judged = await lookOut("reg-auth", { ...outlook, egress: { tokenHosts: ["token.acme.test"] } });
  expect(judged[0]?.evidence).toMatchObject({ kind: "bearer", realm: "token.acme.test" });
  expect(sentCredentials(peer).length).toBeGreaterThan(0);
});

test("bar 23: each public registry's own token service is known, and no other", () => {
  const rules = { registryHost: "registry-1.docker.io", tokenHosts: [] };
  expect(realmOf("https://auth.docker.io/token", { ...rules, type: "dockerhub" }).ok).toBe(true);
  expect(realmOf("https://auth.docker.io/token", { ...rules, type: "nexus" }).ok).toBe(false);
  expect(realmOf("https://auth.docker.io.evil.test/token", { ...rules, type: "dockerhub" }).ok).toBe(false);
});

test("a prefix on another host is given no credential, whoever typed it", async () => {
  const { peer, outlook } = await rogue({ auth: "basic" });
  const answers = { ...outlook.answers, "reg.pushPrefix": "token.acme.test/knovvu" };
  await expectSeen("reg-push", { ...outlook, answers }, "could-not-tell", "blocked-by-policy");
  expect(sentCredentials(peer)).toEqual([]);
});

test("bar 24: a token service that redirects is not followed, and the credential goes no further", async () => {
  const { peer, outlook } = await rogue({
    rogue: (request, response) => {
      if (!request.url?.startsWith("/token")) return false;
      response.writeHead(302, { location: "https://token.acme.test/elsewhere" });
      response.end();
      return true;
    },
  });
  await expectSeen("reg-auth", outlook, "could-not-tell", "blocked-by-policy");
  expect(peer.requests.filter(({ path }) => path.startsWith("/elsewhere"))).toEqual([]);
});

test("bar 24: a token of 100 MB is cut off", async () => {
  const { outlook } = await rogue({
    rogue: (request, response) => {
      if (!request.url?.startsWith("/token")) return false;
      response.writeHead(200, { "content-type": "application/json" });
      const block = "x".repeat(1024 * 1024);
      let sent = 0;
      const pour = () => {
        while (sent++ < 100) if (!response.write(block)) return response.once("drain", pour);
        return response.end();
      };
      pour();
      return true;
    },
  });
  const before = process.memoryUsage().rss;
  await expectSeen("reg-auth", outlook, "could-not-tell", "error");
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
});

test.each(["silence", "drip", "half-close"] as const)(
  "bar 16: a registry that answers with %s ends by the deadline and decides nothing",
  async (kind) => {
    const { outlook } = await rogue({
      rogue: (_request, response) => {
        if (kind === "half-close") response.socket?.end();
        if (kind === "drip") {
          response.writeHead(200, { "content-type": "application/json" });
          const timer = setInterval(() => response.write(" "), 100);
          response.once("close", () => clearInterval(timer));
        }
        return true;
      },
    });
    const started = Date.now();
    const [judged] = await lookOut("reg-type", outlook);
    expect(judged?.verdict).toBe("could-not-tell");
    expect(Date.now() - started).toBeLessThan(DEADLINE_MS + 250);
  },
);

test("a registry that redirects to the metadata address gets no second question", async () => {
  const { peer, outlook } = await rogue({
    rogue: (_request, response) => {
      response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" });
      response.end();
      return true;
    },
  });
  await expectSeen("reg-type", outlook, "could-not-tell");
  expect(peer.requests).toHaveLength(1);
});

test("an upload session on another host is left alone", async () => {
  const { peer, outlook } = await rogue({
    auth: "basic",
    rogue: (request, response) => {
      if (request.method !== "POST") return false;
      response.writeHead(202, { location: "https://token.acme.test/v2/uploads/1" });
      response.end();
      return true;
    },
  });
  await expectSeen("reg-push", outlook, "warn", "residue");
  expect(peer.requests.some(({ method }) => method === "DELETE")).toBe(false);
});

test("a catalog whose pages never end is read for five pages", async () => {
  const { peer, outlook } = await rogue({
    auth: "basic",
    rogue: (request, response) => {
      if (!request.url?.startsWith("/v2/_catalog")) return false;
      response.writeHead(200, { link: '</v2/_catalog?n=100&last=x>; rel="next"' });
      response.end('{"repositories":["knovvu/a"]}');
      return true;
    },
  });
  await lookOut("reg-list", outlook);
  expect(peer.requests.filter(({ path }) => path.startsWith("/v2/_catalog"))).toHaveLength(5);
});

test("a registry without encryption is named as such, and gets no credential", async () => {
  const seen: string[] = [];
  const plain = createPlain((request, response) => {
    seen.push(request.headers.authorization ?? "");
    response.end("{}");
  });
  await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
  open.push({ close: () => void plain.close() });
  const { outlook } = await rogue({});
  const pinned = { [`${HOST}:443`]: (plain.address() as AddressInfo).port };
  const judged = await expectSeen("reg-auth", { ...outlook, pinned }, "fail");
  expect(judged.message).toMatch(/without encryption|plain http/i);
  expect(seen).toEqual([]);
});

test("several challenges of one header are told apart", () => {
  const header =
    'Basic realm="Nexus, the \\"old\\" one", Bearer realm="https://a/t",service="x y",scope="repository:a:pull"';
  expect(parseChallenges(header)).toEqual([
    { scheme: "basic", parameters: { realm: 'Nexus, the "old" one' } },
    { scheme: "bearer", parameters: { realm: "https://a/t", service: "x y", scope: "repository:a:pull" } },
  ]);
  expect(parseChallenges("Negotiate abc==, Basic realm=x")).toEqual([{ scheme: "basic", parameters: { realm: "x" } }]);
  expect(parseChallenges(undefined)).toEqual([]);
});
