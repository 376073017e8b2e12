import { createServer } from "node:https";
import type { AddressInfo } from "node:net";

import { afterEach, expect, test } from "vitest";

import { makeCertificate } from "@/lib/peers/certificates";
import { type RegistryPeer, startRegistryPeer } from "@/lib/peers/registry/server";
import { expectSeen, type Outlook } from "@/test/look-out";

import { ecrService } from "./ecr";

const HOST = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
const SERVICE = "api.ecr.eu-central-1.amazonaws.com";
const KEYS = { region: "eu-central-1", accessKeyId: "AKIAEXAMPLE", secretAccessKey: "canary-of-the-aws-key" };
const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** ECR's service and its registry on loopback, after the documented exchange; signatures are looked at, not verified. */
async function amazon(answer: (call: { target: string; authorization: string }) => { status: number; body: object }) {
  const registry: RegistryPeer = await startRegistryPeer(
    { user: "AWS", password: "twelve-hours", auth: "basic", images: {}, rights: ["pull", "push", "catalog"] },
    { names: [HOST] },
  );
  const ca = await makeCertificate({ commonName: "amazon test CA" });
  const own = await makeCertificate({ commonName: SERVICE, names: [SERVICE], issuer: ca });
  const calls: { target: string; authorization: string }[] = [];
  const service = createServer({ cert: own.pem, key: own.key }, (request, response) => {
    const call = {
      target: String(request.headers["x-amz-target"]),
      authorization: String(request.headers.authorization),
    };
    calls.push(call);
    const { status, body } = answer(call);
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", () => resolve()));
  closing.push(registry.close, () => {
    service.closeAllConnections();
    service.close();
  });
  const outlook: Outlook = {
    answers: { "reg.type": "ecr", "reg.host": HOST, "reg.pushPrefix": "knovvu", "reg.ca": `${registry.ca}\n${ca.pem}` },
    secrets: { "reg.aws": KEYS },
    pinned: { [`${HOST}:443`]: registry.port, [`${SERVICE}:443`]: (service.address() as AddressInfo).port },
    consented: true,
  };
  return { outlook, calls, registry };
}

const token = Buffer.from("AWS:twelve-hours").toString("base64");

test("the log-in of ECR is made by a signed call with the stored keys, and lets the user in", async () => {
  const { outlook, calls, registry } = await amazon(() => ({
    status: 200,
    body: { authorizationData: [{ authorizationToken: token, expiresAt: 1_800_000_000 }] },
  }));
  const judged = await expectSeen("reg-auth", outlook, "warn", "tls-untrusted");
  expect(judged.found).toBe("ecr");
  expect(calls).toHaveLength(1);
  expect(calls[0]?.target).toMatch(/GetAuthorizationToken$/);
  expect(calls[0]?.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/eu-central-1\/ecr\//);
  expect(JSON.stringify([calls, registry.requests])).not.toContain(KEYS.secretAccessKey);
});

test.each([
  ["UnrecognizedClientException", "auth"],
  ["AccessDeniedException", "forbidden"],
] as const)("keys that are refused with %s fail the log-in", async (type, reasonCode) => {
  const { outlook } = await amazon(() => ({ status: 400, body: { __type: type, message: "no" } }));
  await expectSeen("reg-auth", outlook, "fail", reasonCode);
});

test("a fault of Amazon's own decides nothing", async () => {
  const { outlook } = await amazon(() => ({ status: 500, body: { __type: "ServerException" } }));
  await expectSeen("reg-auth", outlook, "could-not-tell", "error");
});

test("the service is found by the registry's region, also in China", () => {
  expect(ecrService(HOST, "us-east-1")).toEqual({ region: "eu-central-1", url: `https://${SERVICE}` });
  expect(ecrService("1.dkr.ecr.cn-north-1.amazonaws.com.cn", "x").url).toBe(
    "https://api.ecr.cn-north-1.amazonaws.com.cn",
  );
});
