import { type KubernetesPeer, startKubernetesPeer } from "@/lib/peers/kubernetes/server";

import { practiceCertificate } from "./certificate";
import { isPracticeMistake, PRACTICE_HOST, PRACTICE_PORT } from "./mistakes";
import { practiceScenario } from "./scenario";

const peers = new Map<string, Promise<KubernetesPeer>>();

/**
 * The practice cluster with these mistakes, started when first needed, as the egress guard knows it:
 * exactly one host and port lead to exactly one loopback port, and nothing else is opened.
 */
export async function pinnedPeers(
  mistakes: readonly string[],
): Promise<Record<string, { address: string; port: number }>> {
  const left = [...mistakes].filter(isPracticeMistake).sort();
  const name = left.join(" ");
  let peer = peers.get(name);
  if (!peer) {
    peer = practiceCertificate().then((certificate) => startKubernetesPeer(practiceScenario(left), { certificate }));
    peers.set(name, peer);
  }
  const { port } = await peer;
  return { [`${PRACTICE_HOST}:${PRACTICE_PORT}`]: { address: "127.0.0.1", port } };
}

/** Stops every practice cluster of this process. */
export async function closePeers(): Promise<void> {
  const started = await Promise.allSettled(peers.values());
  peers.clear();
  for (const one of started) if (one.status === "fulfilled") await one.value.close();
}
