import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { healthyCluster } from "@/lib/peers/kubernetes/healthy";
import { type KubernetesPeer, startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { PRACTICE_TOKEN } from "@/lib/practice/scenario";
import { type BareFolder, bareFolder } from "@/test/offline/bundle";

let bare: BareFolder;
let peer: KubernetesPeer;

beforeAll(async () => {
  bare = bareFolder();
  peer = await startKubernetesPeer(healthyCluster({ token: PRACTICE_TOKEN }));
}, 120_000);
afterAll(async () => {
  bare.remove();
  await peer.close();
});

describe("the command as one file, in an empty folder with nothing but Node", () => {
  test("lists the whole catalogue", async () => {
    const { code, stdout, stderr } = await bare.readiness(["list", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toHaveLength(90);
  });

  test("is ready to speak within a second", async () => {
    const { stderr } = await bare.readiness(["nothing"]);
    expect(stderr).toContain("nothing is not a command");
    const took: number[] = [];
    for (let at = 0; at < 3; at += 1) {
      const started = performance.now();
      await bare.readiness(["help"]);
      took.push(performance.now() - started);
    }
    expect(Math.min(...took)).toBeLessThan(1000);
  });

  test("reads a kubeconfig in its thread, and refuses a picture and a bomb of aliases", async () => {
    const write = (name: string, text: string) => writeFileSync(join(bare.path, name), text);
    write("good.yaml", peer.kubeconfig({ token: PRACTICE_TOKEN }));
    expect(await bare.readiness(["kubeconfig", "good.yaml"])).toMatchObject({ code: 0, stderr: "" });
    write("bomb.yaml", `a: &a [x,x]\n${"bcdefghij".replaceAll(/./g, (one) => `${one}: &${one} [*a,*a,*a,*a]\n`)}`);
    expect(await bare.readiness(["kubeconfig", "bomb.yaml"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("refers to its own parts too often"),
    });
  });
});
