/**
 * Ten thousand nodes: our paged reading against one list in one piece (quality bars 19 and P2).
 * The server and each way of reading run in a process of their own, back to back.
 * Run: npx tsx --conditions=react-server bench/kubernetes-nodes.mts [--json]
 */
import { type ChildProcess, fork } from "node:child_process";
import { request } from "node:https";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { createGunzip } from "node:zlib";

import { listNodes } from "@/lib/checks/facts/nodes";
import { healthyCluster, node } from "@/lib/peers/kubernetes/healthy";
import type { ClusterObject } from "@/lib/peers/kubernetes/scenario";
import { startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { kubernetesProbe } from "@/lib/probes/kubernetes/probe";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";

const NODES = 10_000;
const ROUNDS = 3;
const BARS = { timeRatio: 0.6, memoryRatio: 0.3, stallMs: 50 };
const TOKEN = "bench-token";

interface Place {
  port: number;
  caPem: string;
}
interface Outcome {
  nodes: number;
  milliseconds: number;
  /** Growth of the resident set at its highest. */
  memoryMb: number;
  stallMs: number;
}

/** A node with the ballast of a real one: images, conditions, managed fields. About 8 KB. */
function realNode(at: number): ClusterObject {
  const plain = node(`worker-${at}`);
  const images = Array.from({ length: 30 }, (_, index) => ({
    names: [
      `registry.example/team-${at % 50}/service-${index}@sha256:${"0123456789abcdef".repeat(4)}`,
      `registry.example/service-${index}:1.${at}`,
    ],
    sizeBytes: 100_000_000 + at * 31 + index,
  }));
  const fields = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f:field-${index}`, { "f:value": {} }]));
  return {
    ...plain,
    metadata: {
      ...plain.metadata,
      managedFields: [{ manager: "kubelet", operation: "Update", fieldsV1: fields }],
    } as ClusterObject["metadata"],
    status: { ...(plain.status as object), images },
  };
}

async function serve(): Promise<void> {
  const healthy = healthyCluster({ token: TOKEN });
  const nodes = Array.from({ length: NODES }, (_, at) => realNode(at));
  const peer = await startKubernetesPeer({ ...healthy, objects: { ...healthy.objects, "/api/v1/nodes": nodes } });
  process.send?.({ port: peer.port, caPem: peer.caPem });
}

/** The plain way: one request, one text, one parse; compressed on the wire, as ours is. */
function readWhole({ port, caPem }: Place): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${TOKEN}`, "accept-encoding": "gzip" };
    const asked = request({ host: "127.0.0.1", port, ca: caPem, path: "/api/v1/nodes", headers }, (answer) => {
      const chunks: Buffer[] = [];
      const body = answer.headers["content-encoding"] === "gzip" ? answer.pipe(createGunzip()) : answer;
      body.on("data", (chunk: Buffer) => chunks.push(chunk));
      body.once("error", reject);
      body.on("end", () =>
        resolve((JSON.parse(Buffer.concat(chunks).toString("utf8")) as { items: unknown[] }).items.length),
      );
    });
    asked.once("error", reject);
    asked.end();
  });
}

async function readPaged({ port, caPem }: Place): Promise<number> {
  const probe = kubernetesProbe({
    config: {
      contextName: "bench",
      server: `https://127.0.0.1:${port}`,
      ca: caPem,
      credential: { kind: "token", token: TOKEN },
    },
    policy: DEFAULT_POLICY,
    egress: { allowPrivate: false, allowCidrs: [], denyCidrs: [], allowLoopback: true, ownAddresses: [] },
    signal: new AbortController().signal,
  });
  const result = await listNodes(probe);
  probe.close();
  if (!result.ok) throw new Error(result.answer.message);
  return result.items.length;
}

async function measure(read: (place: Place) => Promise<number>, place: Place): Promise<void> {
  const before = process.memoryUsage().rss;
  let highest = before;
  const watch = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 5);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  const nodes = await read(place);
  const milliseconds = performance.now() - started;
  // The monitor writes a stall down at its next tick.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  clearInterval(watch);
  highest = Math.max(highest, process.memoryUsage().rss, process.resourceUsage().maxRSS * 1024);
  process.send?.({ nodes, milliseconds, memoryMb: (highest - before) / 1_048_576, stallMs: delay.max / 1e6 });
}

function child<Message>(role: string, place?: Place): { process: ChildProcess; message: Promise<Message> } {
  const started = fork(fileURLToPath(import.meta.url), [role, JSON.stringify(place ?? null)]);
  const message = new Promise<Message>((resolve, reject) => {
    started.once("message", (said) => resolve(said as Message));
    started.once("exit", (code) => reject(new Error(`The ${role} process ended with ${code}.`)));
  });
  return { process: started, message };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function main(): Promise<void> {
  const server = child<Place>("serve");
  const place = await server.message;
  const outcomes: Record<"whole" | "paged", Outcome[]> = { whole: [], paged: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const way of ["whole", "paged"] as const) {
      const reader = child<Outcome>(way, place);
      outcomes[way].push(await reader.message);
      reader.process.kill();
    }
  }
  server.process.kill();
  const of = (way: "whole" | "paged") => ({
    nodes: outcomes[way][0]?.nodes ?? 0,
    milliseconds: Math.round(median(outcomes[way].map((one) => one.milliseconds))),
    memoryMb: Math.round(median(outcomes[way].map((one) => one.memoryMb))),
    stallMs: Math.round(median(outcomes[way].map((one) => one.stallMs))),
  });
  const [whole, paged] = [of("whole"), of("paged")];
  const timeRatio = Number((paged.milliseconds / whole.milliseconds).toFixed(2));
  const memoryRatio = Number((paged.memoryMb / whole.memoryMb).toFixed(2));
  const result = { whole, paged, timeRatio, memoryRatio, bars: BARS };
  console.log(process.argv.includes("--json") ? JSON.stringify(result) : result);
  const over = timeRatio > BARS.timeRatio || memoryRatio > BARS.memoryRatio || paged.stallMs > BARS.stallMs;
  if (over || paged.nodes !== NODES) {
    console.error("Over the bar.");
    process.exitCode = 1;
  }
}

const [role, place] = process.argv.slice(2);
if (role === "serve") await serve();
else if (role === "whole") await measure(readWhole, JSON.parse(place ?? "null") as Place);
else if (role === "paged") await measure(readPaged, JSON.parse(place ?? "null") as Place);
else await main();
