import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { expectSeen, lookOut, type Outlook } from "@/test/look-out";
import { temporaryFolder } from "@/test/peers/programs";
import { PASSWORD, startRealRegistry, USER } from "@/test/peers/registry";

const HOST = "registry.acme.test";
const storage = temporaryFolder("registry-storage");
let digest = "";

beforeAll(async () => {
  const seed = await startRealRegistry({ host: HOST, auth: "none", storage: storage.path });
  digest = await seed.push("knovvu/va/web", "5.2.0");
  await seed.push("knovvu/va/api", "5.2.0");
  await seed.stop();
});
const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
afterAll(storage.remove);

async function registry(
  options: Omit<Parameters<typeof startRealRegistry>[0], "host">,
  answers: Partial<Answers> = {},
): Promise<Outlook> {
  const real = await startRealRegistry({ host: HOST, storage: storage.path, ...options });
  running.push(real);
  return {
    answers: {
      "reg.type": "v2-generic",
      "reg.host": HOST,
      "reg.username": USER,
      "reg.pullPrefix": "knovvu",
      "reg.pushPrefix": "knovvu",
      "reg.mode": "mirror",
      "reg.sampleImage": "va/web:5.2.0",
      "reg.ca": real.ca,
      ...answers,
    },
    secrets: { "reg.password": PASSWORD },
    pinned: { [`${HOST}:443`]: real.port, ...(real.tokenPort ? { [`${HOST}:5001`]: real.tokenPort } : {}) },
    consented: true,
  };
}

const list = (text: string): Partial<Answers> => ({ "reg.imageList": { name: "images.txt", text } });

test("a real registry with passwords: recognised, let in, listed, pushed to, and every image found", async () => {
  const outlook = await registry({ auth: "basic" }, list(`va/web:5.2.0@${digest}\nva/api:5.2.0`));
  await expectSeen("reg-type", outlook, "pass", "ok");
  await expectSeen("reg-auth", outlook, "warn", "tls-untrusted");
  await expectSeen("reg-list", outlook, "pass", "ok");
  await expectSeen("reg-push", outlook, "pass", "ok");
  await expectSeen("reg-mirror", outlook, "warn", "answer-unknown");
});

test("a real registry with tokens: the rights of the token decide", async () => {
  const outlook = await registry({ auth: "token" });
  await expectSeen("reg-auth", outlook, "warn", "tls-untrusted");
  await expectSeen("reg-list", outlook, "pass", "ok");
  await expectSeen("reg-push", outlook, "pass", "ok");
});

test("a token without the right to delete leaves an empty session, and the row says so", async () => {
  const outlook = await registry({ auth: "token", rights: ["pull", "push"] });
  await expectSeen("reg-push", outlook, "warn", "residue");
});

test("a real registry whose token service gives pull only: listing works, pushing fails", async () => {
  const outlook = await registry({ auth: "token", rights: ["pull"] });
  await expectSeen("reg-list", outlook, "warn", "forbidden");
  const { found } = await expectSeen("reg-push", outlook, "fail");
  expect(found).toMatch(/^401/);
});

test.each(["basic", "token"] as const)("a wrong password at a real registry (%s) fails the log-in", async (auth) => {
  const outlook = await registry({ auth });
  await expectSeen("reg-auth", { ...outlook, secrets: { "reg.password": "wrong" } }, "fail", "auth");
});

test("a real registry in read-only mode takes no push", async () => {
  const outlook = await registry({ auth: "basic", readOnly: true });
  await expectSeen("reg-push", outlook, "fail", "unsupported");
});

test("a cancelled push leaves neither a repository nor a tag behind", async () => {
  const outlook = await registry({ auth: "basic" });
  await expectSeen("reg-push", outlook, "pass", "ok");
  const [judged] = await lookOut("reg-list", outlook);
  expect(judged?.evidence).toMatchObject({ catalog: { repositories: 2 } });
});

test("images that are missing or another at a real registry are told apart", async () => {
  const outlook = await registry({ auth: "basic" }, list(`va/web:5.2.0@sha256:${"0".repeat(64)}\nva/none:1.0`));
  const { places } = await expectSeen("reg-mirror", outlook, "fail", "not-found");
  expect(places).toEqual(["va/none:1.0", "va/web:5.2.0"]);
});

test("a real pull-through registry proves that it proxies, and takes no push", async () => {
  const upstream = await startRealRegistry({ host: "127.0.0.1", auth: "none", storage: storage.path });
  running.push(upstream);
  const cache = temporaryFolder("registry-cache");
  try {
    const outlook = await registry(
      { auth: "none", storage: cache.path, upstream },
      { "reg.mode": "proxy", "reg.sampleImage": `va/web:5.2.0@${digest}` },
    );
    await expectSeen("reg-proxy", outlook, "pass", "ok");
    await expectSeen("reg-push", outlook, "fail", "unsupported");
    const absent = { ...outlook.answers, "reg.sampleImage": "va/none:1.0" };
    await expectSeen("reg-proxy", { ...outlook, answers: absent }, "fail", "not-found");
  } finally {
    for (const one of running.splice(0)) await one.stop();
    cache.remove();
  }
});
