/**
 * A list of 300 images looked up by reg-mirror at a real registry, against one skopeo process an image for
 * the same list, run back to back. Needs docker-registry and skopeo.
 */
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { regMirror } from "@/lib/checks/registry/reg-mirror";
import type { Answers } from "@/lib/intake/answers";
import { buildProbes } from "@/lib/probes/build";
import type { Probes } from "@/lib/probes/types";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import { program, temporaryFolder } from "@/test/peers/programs";
import { PASSWORD, startRealRegistry, USER } from "@/test/peers/registry";

const IMAGES = 300;
const AT_ONCE = 4;
const HOST = "127.0.0.1";

/** Looked for first: without it nothing is started. */
const skopeo = program("skopeo");
const registry = await startRealRegistry({ host: HOST, auth: "basic" });
const names: string[] = [];
for (let index = 0; index < IMAGES; index++) {
  const repository = `va/service-${index % 30}`;
  const tag = `5.${index}.0`;
  names.push(`${repository}:${tag}@${await registry.push(`knovvu/${repository}`, tag)}`);
}

const host = `${HOST}:${registry.port}`;
const answers: Answers = {
  "reg.type": "v2-generic",
  "reg.host": host,
  "reg.username": USER,
  "reg.pullPrefix": "knovvu",
  "reg.ca": registry.ca,
  "reg.imageList": { name: "images.txt", text: names.join("\n") },
};

async function ours(): Promise<number> {
  const end = new AbortController();
  const pinned = { [host]: { address: HOST, port: registry.port } };
  const egress = { allowPrivate: false, allowCidrs: [], denyCidrs: [], allowLoopback: false, ownAddresses: [], pinned };
  const secrets = { "reg.password": PASSWORD };
  const built = buildProbes({ secrets, answers, policy: DEFAULT_POLICY, egress, signal: end.signal });
  const facts = {
    answers,
    secretsSet: new Set(["reg.password"] as const),
    policy: DEFAULT_POLICY,
    today: "2026-11-24",
  };
  const started = performance.now();
  const shared = { answers, facts, consented: false };
  const seen = await regMirror.run({ ...shared, probes: built.probes as Probes, signal: end.signal });
  const [judged] = regMirror.verdict(seen, { ...shared, now: new Date() });
  const took = performance.now() - started;
  if (judged?.verdict !== "pass") throw new Error(`The images were not all found: ${judged?.message}`);
  end.abort();
  built.close();
  return took;
}

const folder = temporaryFolder("skopeo");
const certificates = join(folder.path, "certs");
mkdirSync(certificates);
writeFileSync(join(certificates, "ca.crt"), registry.ca);
const run = promisify(execFile);

async function theirs(): Promise<number> {
  const left = names.values();
  const started = performance.now();
  async function worker() {
    for (const name of left) {
      const image = `docker://${host}/knovvu/${name.replace(/@.*/, "")}`;
      await run(skopeo, ["inspect", "--raw", "--cert-dir", certificates, "--creds", `${USER}:${PASSWORD}`, image]);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return performance.now() - started;
}

await ours();
const mine = await ours();
const processes = await theirs();
console.log(
  `${IMAGES} images, ${AT_ONCE} at once: ${mine.toFixed(0)} ms, against ${processes.toFixed(0)} ms by one skopeo process each; ratio ${(mine / processes).toFixed(2)}`,
);
await registry.stop();
folder.remove();
process.exitCode = mine < processes ? 0 : 1;
