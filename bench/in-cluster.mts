/**
 * The whole look from inside a cluster of three workers: wall time, and objects created and removed, beside
 * the same parts one after the other. The pods are played through the API, each for as long as a quick real
 * one takes, so what is measured is our own waiting and asking.
 * Run: npx tsx --conditions=react-server bench/in-cluster.mts [--json]
 */
import { healthyCluster, node } from "@/lib/peers/kubernetes/healthy";
import { startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { ALL_PARTS, clusterRun } from "@/test/cluster-run";

const TOKEN = "bench-token";
const BARS = { ratio: 0.75 };
const TIMING = { pollMs: 200, appearMs: 15_000, stuckMs: 25_000, jobMs: 185_000 };

async function measured(parts: Parameters<typeof clusterRun>[1] & object) {
  const healthy = healthyCluster({ token: TOKEN });
  const workers = ["worker-1", "worker-2", "worker-3"].map((name) => node(name));
  const peer = await startKubernetesPeer({
    ...healthy,
    objects: { ...healthy.objects, "/api/v1/nodes": workers },
    plays: { startMs: 800, runMs: 1_500, apartMs: 200 },
  });
  const config = {
    contextName: "bench",
    server: peer.url,
    ca: peer.caPem,
    credential: { kind: "token" as const, token: TOKEN },
  };
  const began = performance.now();
  const seen = await clusterRun(config, { timing: TIMING, ...parts });
  const milliseconds = Math.round(performance.now() - began);
  const outcome = { milliseconds, requests: peer.requests().length, ...peer.counts(), defects: seen.defects.length };
  await peer.close();
  return outcome;
}

const whole = await measured({});
const single = [];
for (const part of ALL_PARTS) single.push(await measured({ parts: [part] }));
const serialMs = single.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
const ratio = whole.milliseconds / serialMs;
const good = whole.created === whole.removed && whole.created > 0 && whole.defects === 0 && ratio <= BARS.ratio;
const result = { ...whole, serialMs, ratio: Number(ratio.toFixed(2)), bars: BARS, good };
if (process.argv.includes("--json")) console.log(JSON.stringify(result));
else
  console.log(
    `Whole set on three workers: ${whole.milliseconds} ms, ${whole.requests} requests, ${whole.created} objects created and ${whole.removed} removed.\nThe parts one after the other: ${serialMs} ms; ratio ${ratio.toFixed(2)}, at most ${BARS.ratio}. ${good ? "Good." : "NOT GOOD."}`,
  );
process.exitCode = good ? 0 : 1;
