import { afterEach, expect, test } from "vitest";

import type { Answers, Secrets } from "@/lib/intake/answers";
import { type RegistryPeer, type RegistryScenario, startRegistryPeer } from "@/lib/peers/registry/server";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { expectSeen, lookOut, type Outlook } from "@/test/look-out";

const HOST = "registry.acme.test";
const DIGEST = `sha256:${"a".repeat(64)}`;
const OTHER = `sha256:${"b".repeat(64)}`;
const HEALTHY: RegistryScenario = {
  user: "robot$knovvu",
  password: "s3cret-pass",
  auth: "token",
  images: { "knovvu/va/web": { "5.2.0": DIGEST }, "knovvu/va/api": { "5.2.0": DIGEST } },
  rights: ["pull", "push", "catalog"],
};
const ANSWERS: Partial<Answers> = {
  "reg.type": "v2-generic",
  "reg.host": HOST,
  "reg.username": HEALTHY.user,
  "reg.pullPrefix": "knovvu",
  "reg.pushPrefix": "knovvu",
  "reg.mode": "mirror",
  "reg.sampleImage": "va/web:5.2.0",
};

const peers: RegistryPeer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) await peer.close();
});

interface Situation {
  registry?: Partial<RegistryScenario>;
  answers?: Partial<Answers>;
  secrets?: Secrets;
  trusted?: boolean;
  outlook?: Partial<Outlook>;
  host?: string;
}

async function outlookOf({ registry, answers, secrets, trusted = true, outlook, host = HOST }: Situation) {
  const peer = await startRegistryPeer({ ...HEALTHY, ...registry }, { names: [host] });
  peers.push(peer);
  const built: Outlook = {
    answers: { ...ANSWERS, "reg.host": host, ...(trusted ? { "reg.ca": peer.ca } : {}), ...answers },
    secrets: { "reg.password": HEALTHY.password, ...secrets },
    pinned: { [`${host}:443`]: peer.port },
    consented: true,
    ...outlook,
  };
  return { peer, outlook: built };
}

type Row = [id: string, title: string, situation: Situation, verdict: Verdict, reasonCode?: ReasonCode];
const html = { "content-type": "text/html", "docker-distribution-api-version": "" };
const list = (text: string): Partial<Answers> => ({ "reg.imageList": { name: "images.txt", text } });
const ROWS: Row[] = [
  ["reg-type", "a registry that answers /v2/ is one", {}, "pass", "ok"],
  ["reg-type", "an open registry is one too", { registry: { auth: "none" } }, "pass", "ok"],
  [
    "reg-type",
    "the headers of Nexus contradict the answer Harbor",
    { registry: { headers: { server: "Nexus/3.70.1" } }, answers: { "reg.type": "harbor" } },
    "warn",
    "answer-mismatch",
  ],
  [
    "reg-type",
    "the host of Azure contradicts the answer Nexus",
    { host: "acme.azurecr.io", answers: { "reg.type": "nexus" } },
    "warn",
    "answer-mismatch",
  ],
  [
    "reg-type",
    "GitLab speaks the protocol, and is on no list",
    {
      registry: {
        auth: "none",
        headers: {
          "www-authenticate": 'Bearer realm="https://gitlab.acme.test/jwt/auth",service="container_registry"',
        },
      },
    },
    "warn",
    "unsupported",
  ],
  ["reg-type", "the public gallery of Amazon is nobody's own", { host: "public.ecr.aws" }, "fail", "unsupported"],
  ["reg-type", "a web page is no registry", { registry: { auth: "none", headers: html } }, "fail", "unsupported"],
  [
    "reg-type",
    "a certificate that is not trusted hides the type",
    { trusted: false },
    "could-not-tell",
    "tls-untrusted",
  ],
  ["reg-auth", "user and token are right", { registry: {} }, "warn", "tls-untrusted"],
  ["reg-auth", "user and password are right", { registry: { auth: "basic" } }, "warn", "tls-untrusted"],
  ["reg-auth", "a wrong password with tokens", { secrets: { "reg.password": "wrong" } }, "fail", "auth"],
  [
    "reg-auth",
    "a wrong password without tokens",
    { registry: { auth: "basic" }, secrets: { "reg.password": "wrong" } },
    "fail",
    "auth",
  ],
  ["reg-auth", "nobody asks for a user", { registry: { auth: "none" } }, "warn", "auth"],
  ["reg-auth", "the certificate is not trusted", { trusted: false }, "fail", "tls-untrusted"],
  [
    "reg-auth",
    "a log-in of ECR that was typed as a password",
    { answers: { "reg.username": "AWS" }, registry: { user: "AWS" } },
    "warn",
    "expiring",
  ],
  [
    "reg-auth",
    "an access token of Google that was typed as a password",
    { answers: { "reg.username": "oauth2accesstoken" }, registry: { user: "oauth2accesstoken" } },
    "warn",
    "expiring",
  ],
  ["reg-list", "tags and catalog are listed", {}, "pass", "ok"],
  ["reg-list", "tags are listed, the catalog is refused", { registry: { rights: ["pull"] } }, "warn", "forbidden"],
  ["reg-list", "this type has no catalog", { answers: { "reg.type": "gcr-gar" } }, "warn", "unsupported"],
  ["reg-list", "the tags are refused", { registry: { rights: ["push"] } }, "fail", "forbidden"],
  ["reg-list", "an empty registry with the right to pull in the token", { registry: { images: {} } }, "pass", "ok"],
  [
    "reg-list",
    "an empty registry without tokens proves nothing",
    { registry: { images: {}, auth: "basic" } },
    "could-not-tell",
    "not-found",
  ],
  ["reg-push", "an upload is opened and cancelled", {}, "pass", "ok"],
  ["reg-push", "nobody agreed, and the token names the right", { outlook: { consented: false } }, "pass", "ok"],
  [
    "reg-push",
    "nobody agreed, and the token names no such right",
    { outlook: { consented: false }, registry: { rights: ["pull"] } },
    "fail",
    "forbidden",
  ],
  [
    "reg-push",
    "nobody agreed, and there is no token to read",
    { outlook: { consented: false }, registry: { auth: "basic" } },
    "could-not-tell",
    "answer-missing",
  ],
  ["reg-push", "the user may only pull", { registry: { rights: ["pull"] } }, "fail", "forbidden"],
  ["reg-push", "the registry is read-only", { registry: { readOnly: true } }, "fail", "unsupported"],
  [
    "reg-proxy",
    "an image that was never pulled comes through with the vendor's digest",
    {
      registry: { images: {}, upstream: { "knovvu/va/web": { "5.2.0": DIGEST } } },
      answers: { "reg.mode": "proxy", "reg.sampleImage": `va/web:5.2.0@${DIGEST}` },
    },
    "pass",
    "ok",
  ],
  [
    "reg-proxy",
    "an image that was there before proves nothing",
    { answers: { "reg.mode": "proxy", "reg.sampleImage": `va/web:5.2.0@${DIGEST}` } },
    "warn",
    "answer-unknown",
  ],
  [
    "reg-proxy",
    "another image under the same name",
    { answers: { "reg.mode": "proxy", "reg.sampleImage": `va/web:5.2.0@${OTHER}` } },
    "fail",
    "answer-mismatch",
  ],
  [
    "reg-proxy",
    "nothing comes through",
    { registry: { images: {} }, answers: { "reg.mode": "proxy" } },
    "fail",
    "not-found",
  ],
  [
    "reg-proxy",
    "this type cannot proxy",
    { answers: { "reg.mode": "proxy", "reg.type": "ecr" } },
    "fail",
    "unsupported",
  ],
  [
    "reg-proxy",
    "a sample without a tag cannot be pulled",
    { answers: { "reg.mode": "proxy", "reg.sampleImage": "va/web" } },
    "could-not-tell",
    "answer-missing",
  ],
  [
    "reg-mirror",
    "every image is there with its digest",
    { answers: list(`docker.sestek.com/va/web:5.2.0@${DIGEST}\r\n# comment\r\nva/api:5.2.0@${DIGEST}\r\n`) },
    "pass",
    "ok",
  ],
  ["reg-mirror", "no digest to compare", { answers: list("va/web:5.2.0\nva/api:5.2.0") }, "warn", "answer-unknown"],
  ["reg-mirror", "one image is missing", { answers: list("va/web:5.2.0\nva/db:1.0") }, "fail", "not-found"],
  ["reg-mirror", "another digest", { answers: list(`va/web:5.2.0@${OTHER}`) }, "fail", "answer-mismatch"],
  ["reg-mirror", "a line that is no image", { answers: list("va/web:5.2.0\nhello world") }, "warn", "answer-unknown"],
  ["reg-mirror", "an empty list", { answers: list("# nothing yet") }, "could-not-tell", "answer-missing"],
  [
    "reg-mirror",
    "the user may not pull",
    { registry: { rights: ["catalog"] }, answers: list("va/web:5.2.0") },
    "fail",
    "forbidden",
  ],
];

test.each(ROWS)("%s: %s", async (id, _title, situation, verdict, reasonCode) => {
  const { outlook } = await outlookOf(situation);
  await expectSeen(id, outlook, verdict, reasonCode);
});

test("a cancelled upload leaves nothing open", async () => {
  const { peer, outlook } = await outlookOf({});
  await expectSeen("reg-push", outlook, "pass");
  expect(peer.openUploads()).toBe(0);
});

test("without consent nothing is written", async () => {
  const { peer, outlook } = await outlookOf({ outlook: { consented: false } });
  await lookOut(["reg-type", "reg-auth", "reg-list", "reg-push"], outlook);
  expect(new Set(peer.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
});

test("a wrong password is tried exactly once in a run, so that no account is locked", async () => {
  const { peer, outlook } = await outlookOf({ secrets: { "reg.password": "wrong" } });
  await expectSeen("reg-auth", outlook, "fail", "auth");
  expect(peer.requests.filter(({ authorization }) => authorization)).toHaveLength(1);
});

test("the images that are missing are all named", async () => {
  const names = Array.from({ length: 120 }, (_, index) => `va/missing-${index}:1.0`);
  const { outlook } = await outlookOf({ answers: list(names.join("\n")) });
  const { places } = await expectSeen("reg-mirror", outlook, "fail", "not-found");
  expect(places).toEqual(expect.arrayContaining(names));
});

test("a prefix with a port of its own is asked at that port", async () => {
  const { outlook, peer } = await outlookOf({ registry: { images: { "va/web": { "5.2.0": DIGEST } } } });
  const prefix = `${HOST}:8444`;
  const pinned = { ...outlook.pinned, [prefix]: peer.port };
  await expectSeen(
    "reg-list",
    { ...outlook, pinned, answers: { ...outlook.answers, "reg.pullPrefix": prefix } },
    "pass",
    "ok",
  );
});

test("the vendor's own credentials are tried at the vendor's registry", async () => {
  const { outlook, peer } = await outlookOf({ host: "docker.sestek.com", trusted: false });
  const answers = { ...outlook.answers, "reg.vendorUser": HEALTHY.user };
  const secrets = { ...outlook.secrets, "reg.vendorPassword": HEALTHY.password };
  const judged = await expectSeen("reg-vendor-credentials", { ...outlook, answers, secrets }, "could-not-tell");
  expect(judged.reasonCode, "its certificate is never trusted blindly").toBe("tls-untrusted");
  expect(peer.requests, "no credential was sent").toEqual([]);
});
