import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import type { Timing } from "@/lib/cluster/job";
import type { PartId } from "@/lib/cluster/parts";
import type { Answers } from "@/lib/intake/answers";
import { clusterRun, probingAnswers } from "@/test/cluster-run";

import { ADMIN_TOKEN, type ControlPlane, startControlPlane } from "./control-plane";
import { PROBE_IMAGE } from "./node/image";
import { BLACK_HOLE, NEIGHBOUR } from "./node/neighbours";
import { NODE_NAME, type RealNode, startNode, whyNoPods } from "./node/node";

/**
 * Probes as real pods: kubelet and containerd run what the manifests say, and the shell scripts speak to real
 * ports: one that answers, one that refuses, one that swallows. Not proved here: names (no cluster DNS), services (no
 * kube-proxy), policies (the plug-in enforces none) and provisioning (a hostPath volume is bound by hand). curl and
 * dig of the image are stand-ins.
 */
const missing = whyNoPods();
const TIMING: Timing = { pollMs: 300, appearMs: 15_000, stuckMs: 8_000, jobMs: 90_000 };
const HOME = "knovvu-common";

let plane: ControlPlane;
let real: RealNode | undefined;

async function namespace(name: string, labels: Record<string, string> = {}) {
  await plane.admin.create("/api/v1/namespaces", { metadata: { name, labels } });
  const ready = async () =>
    expect((await plane.admin.request("GET", `/api/v1/namespaces/${name}/serviceaccounts/default`)).status).toBe(200);
  await vi.waitFor(ready, { timeout: 30_000 });
}

beforeAll(async () => {
  if (missing) return;
  plane = await startControlPlane();
  real = await startNode(plane);
  await namespace(HOME);
});
afterAll(async () => {
  if (missing) return;
  await real?.stop();
  await vi.waitFor(() => expect(real?.leftBehind(), "left on this machine").toEqual([]), { timeout: 20_000 });
  await plane.stop();
});

const answers = (change: Partial<Answers> = {}) =>
  probingAnswers({
    "k8s.probeImage": PROBE_IMAGE,
    "ns.list": [{ name: HOME, role: "common" }],
    "st.nfsBacked": "unknown",
    ...change,
  });

const look = (
  parts: readonly PartId[],
  change: Partial<Answers> = {},
  options: { onWrittenDown?: () => void; timing?: Partial<Timing> } = {},
) =>
  clusterRun(
    { contextName: "test", server: plane.url, ca: plane.caPem, credential: { kind: "token", token: ADMIN_TOKEN } },
    {
      answers: answers(change),
      parts,
      timing: { ...TIMING, ...options.timing },
      runId: `r-${Date.now()}`,
      ...(options.onWrittenDown ? { onWrittenDown: options.onWrittenDown } : {}),
    },
  );

describe.skipIf(missing !== undefined)("real pods", () => {
  test("the worker pulls the image, and tells a port that answers from one that refuses and one that swallows", async () => {
    const seen = await look(["ports", "pull"], {
      "lic.host": NEIGHBOUR,
      "db.host": NEIGHBOUR,
      "db.ip": NEIGHBOUR,
      "rec.used": "yes",
      "rec.hosts": [BLACK_HOLE],
    });
    expect(seen.defects).toEqual([]);
    expect(seen.left).toEqual([]);
    expect(seen.verdicts("reg-node-pull")).toEqual(["pass ok"]);
    expect(seen.of("net-license-port")[0]?.places).toEqual([NODE_NAME]);
    expect(seen.verdicts("net-license-port")).toEqual(["pass ok"]);
    expect(seen.verdicts("net-db-port")).toEqual(["fail refused"]);
    expect(seen.verdicts("net-recorder-port")).toEqual(["fail timeout"]);
    expect(seen.of("obs-elastic-incluster")[0]?.found).toMatch(/^\d+$/);
  });

  test("an image that its registry does not have is named as such, and nothing can be told for that reason", async () => {
    const seen = await look(["ports", "pull", "volume"], {
      "k8s.probeImage": `127.0.0.1:${real?.registryPort}/other:1`,
      "lic.host": NEIGHBOUR,
    });
    expect(seen.verdicts("reg-node-pull")).toEqual(["fail not-found"]);
    expect(seen.verdicts("net-license-port")).toEqual(["could-not-tell not-found"]);
    expect(seen.verdicts("st-dynamic-live")).toEqual(["could-not-tell not-found"]);
    expect(seen.left).toEqual([]);
  });

  test("an image of a registry that has no address", async () => {
    const seen = await look(["pull"], { "k8s.probeImage": "registry.nowhere.invalid/agnhost:1" });
    expect(seen.verdicts("reg-node-pull")[0]).toMatch(/^fail (dns|timeout)$/);
  });

  test("a volume is mounted, written and removed, and its two users keep their own files", async () => {
    for (const name of ["one", "two"]) {
      const path = join(plane.folder, `volume-${name}`);
      mkdirSync(path, { mode: 0o777 });
      chmodSync(path, 0o777);
      await plane.admin.create("/api/v1/persistentvolumes", {
        metadata: { name: `hand-${name}` },
        spec: {
          capacity: { storage: "1Gi" },
          accessModes: ["ReadWriteOnce"],
          storageClassName: "fast",
          persistentVolumeReclaimPolicy: "Retain",
          hostPath: { path, type: "Directory" },
        },
      });
    }
    await plane.admin.create("/apis/storage.k8s.io/v1/storageclasses", {
      metadata: { name: "fast" },
      provisioner: "kubernetes.io/no-provisioner",
      reclaimPolicy: "Retain",
    });
    const seen = await look(["volume", "squash"]);
    expect(seen.defects).toEqual([]);
    expect(seen.left).toEqual([]);
    expect(seen.verdicts("st-dynamic-live")[0]).toMatch(/^(pass ok|warn unsupported)$/);
    expect(seen.verdicts("st-nfs-squash")).toEqual(["pass ok"]);
    expect(seen.of("st-nfs-squash")[0]?.found).toBe("owners 10001 and 10002");
  });

  test("a claim that nothing serves stays pending, and the cluster's own words say why", async () => {
    const seen = await look(["volume"], { "st.className": "fast" }, { timing: { jobMs: 20_000 } });
    expect(seen.verdicts("st-dynamic-live")[0]).toMatch(/^fail /);
    expect(seen.left).toEqual([]);
  });

  test("a full quota and a Pod Security level are told apart, and nothing is left", async () => {
    await namespace("full");
    await plane.admin.create("/api/v1/namespaces/full/resourcequotas", {
      metadata: { name: "q" },
      spec: { hard: { pods: "0" } },
    });
    await vi.waitFor(async () => {
      const { body } = await plane.admin.request("GET", "/api/v1/namespaces/full/resourcequotas/q");
      expect(body.status?.hard?.pods).toBe("0");
    });
    const full = await look(["ports"], { "lic.host": NEIGHBOUR, "ns.list": [{ name: "full", role: "common" }] });
    expect(full.verdicts("net-license-port")).toEqual(["could-not-tell admission-quota"]);
    await namespace("strict", { "pod-security.kubernetes.io/enforce": "restricted" });
    const strict = await look(["ports"], { "lic.host": NEIGHBOUR, "ns.list": [{ name: "strict", role: "common" }] });
    expect(strict.verdicts("net-license-port"), "a probe pod fits the restricted profile").toEqual(["pass ok"]);
  });

  test("a namespace deleted in the middle is named, and nothing is left", async () => {
    await namespace("brief");
    const seen = await look(
      ["ports"],
      { "ns.list": [{ name: "brief", role: "common" }], "rec.used": "yes", "rec.hosts": [BLACK_HOLE] },
      { onWrittenDown: () => void setTimeout(() => plane.admin.remove("/api/v1/namespaces/brief"), 1_500) },
    );
    expect(seen.left).toEqual([]);
    expect(seen.of("net-recorder-port")[0]?.verdict).toBe("could-not-tell");
  });
});

test("this machine runs real pods, or says why not", () => {
  if (missing) console.log(`Left out: real pods. This machine cannot run them: ${missing}.`);
  expect(missing ?? "it does").not.toBe("");
});
