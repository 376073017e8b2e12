import { startKubernetesPeer } from "@/lib/peers/kubernetes/server";
import { startRegistryPeer } from "@/lib/peers/registry/server";
import { startSqlServerPeer } from "@/lib/peers/sql-server/server";

import { practiceCertificate } from "./certificate";
import {
  isPracticeMistake,
  PRACTICE_DATABASE,
  PRACTICE_DATABASE_PORT,
  PRACTICE_HOST,
  PRACTICE_PORT,
  PRACTICE_REGISTRY,
} from "./mistakes";
import { practiceScenario } from "./scenario";
import { practiceDatabase, practiceRegistry } from "./systems";

interface Peer {
  port: number;
  close: () => Promise<unknown>;
}
/** Host and port as answered, and the peer that plays it. */
type Started = Record<string, Peer>;

const peers = new Map<string, Promise<Started>>();

async function start(left: Parameters<typeof practiceScenario>[0]): Promise<Started> {
  const [cluster, registry, database] = await Promise.all([
    practiceCertificate().then((certificate) => startKubernetesPeer(practiceScenario(left), { certificate })),
    practiceCertificate(PRACTICE_REGISTRY).then((certificate) =>
      startRegistryPeer(practiceRegistry(left), { names: [PRACTICE_REGISTRY], certificate }),
    ),
    practiceCertificate(PRACTICE_DATABASE).then((certificate) =>
      startSqlServerPeer(practiceDatabase(left), [PRACTICE_DATABASE], certificate),
    ),
  ]);
  return {
    [`${PRACTICE_HOST}:${PRACTICE_PORT}`]: cluster,
    [`${PRACTICE_REGISTRY}:443`]: registry,
    [`${PRACTICE_DATABASE}:${PRACTICE_DATABASE_PORT}`]: database,
  };
}

/**
 * The practice cluster, registry and database with these mistakes, started when first needed, as the
 * egress guard knows them: exactly these hosts and ports lead to exactly their loopback ports.
 */
export async function pinnedPeers(
  mistakes: readonly string[],
): Promise<Record<string, { address: string; port: number }>> {
  const left = [...mistakes].filter(isPracticeMistake).sort();
  const name = left.join(" ");
  const started = peers.get(name) ?? start(left);
  peers.set(name, started);
  return Object.fromEntries(
    Object.entries(await started).map(([at, { port }]) => [at, { address: "127.0.0.1", port }]),
  );
}

/** Stops every practice system of this process. */
export async function closePeers(): Promise<void> {
  const started = await Promise.allSettled(peers.values());
  peers.clear();
  for (const one of started)
    if (one.status === "fulfilled") for (const peer of Object.values(one.value)) await peer.close();
}
