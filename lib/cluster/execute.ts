import type { Judgement } from "@/lib/checks/define-check";
import { capped } from "@/lib/engine/evidence";
import type { Observation } from "@/lib/engine/types";
import type { ClusterHands } from "@/lib/probes/kubernetes/types";
import type { KubernetesProbe } from "@/lib/probes/types";
import type { Facts } from "@/lib/requirements/types";

import { lookAtPorts } from "./base";
import { lookAtTraffic } from "./between";
import { refusedCreate, TIMING, type Timing } from "./job";
import { type Trouble, troubled } from "./judge/about";
import { agreed, closedNamespaces, makeAgreed, type Shared, userIds, workersOf } from "./look";
import { type Look, pullSecret } from "./manifests";
import { agreementOf, type PlannedObject, plannedObjects, pullLogin, resourceOf } from "./objects";
import { type Agreement, homeNamespace, PART_REQUIREMENTS, type PartId } from "./parts";
import { lookAtRedirect } from "./redirect";
import { type Made, type Swept, sweep } from "./sweep";
import { lookAtMinio, lookAtSquash, lookAtVolume } from "./volumes";

export interface ClusterExecution {
  runId: string;
  agreement: Agreement;
  /** Requirements to look at: the queued rows of the run. */
  ids: readonly string[];
  facts: Facts;
  /** Password of the registry's user, for the pull secret. */
  password?: string;
  reader: KubernetesProbe;
  hands: ClusterHands;
  /** Hands that go on when the run has ended: they clean up. */
  broom: () => ClusterHands;
  writeDown: (object: PlannedObject) => Promise<void>;
  /** Told what was removed and what stays, once, at the end. */
  swept: (swept: Swept) => Promise<void>;
  signal: AbortSignal;
  scrub: <Value>(value: Value) => Value;
  onStart: (requirementId: string) => void;
  /** `done` is false while more is to come of the same requirement. */
  onObservations: (requirementId: string, observations: Observation[], done: boolean) => void;
  onDefect: (what: string, error: unknown) => void;
  timing?: Timing;
}

const DEFECT: Trouble = {
  reasonCode: "error",
  message: "The probe itself failed. Run it again; when it stays, report it with the id of the requirement.",
};
const AWAY: Trouble = {
  reasonCode: "answer-mismatch",
  message:
    "The answers have changed since the list of objects was agreed to, so nothing was created. Look at the list again.",
};

/** An object as it is written down before it is made. */
export function madeOf({ kind, collection, namespace, name }: PlannedObject): Made {
  return { resource: resourceOf(kind), collection, namespace, name };
}

/**
 * One look from inside the cluster (catalogue 1.8): creates exactly what was agreed to, each object written
 * down first; hears the pods; judges; and removes everything in the end, whatever happened.
 */
export async function executeCluster(options: ClusterExecution): Promise<void> {
  const { runId, agreement, facts, signal, ids } = options;
  const { parts, hex } = agreement;
  const began = Date.now();
  const open = new Set(ids);
  const judged = (id: string, judgements: readonly Judgement[], done = false) => {
    if (signal.aborted || !open.has(id)) return;
    if (done) open.delete(id);
    const observedAt = new Date().toISOString();
    const { evidenceChars } = facts.policy.limits;
    const observations = judgements.map(({ evidence, ...judgement }) =>
      options.scrub({
        ...judgement,
        requirementId: id,
        vantage: "cluster" as const,
        evidence: capped(evidence ?? {}, evidenceChars) as Record<string, unknown>,
        observedAt,
        durationMs: Date.now() - began,
      }),
    );
    options.onObservations(id, observations, done);
  };
  const all = (trouble: Trouble) => {
    for (const id of [...open]) judged(id, [troubled("cluster", trouble)], true);
  };
  const objects = plannedObjects(facts, parts, hex);
  const made: PlannedObject[] = [];
  const { answers } = facts;
  const image = answers["k8s.probeImage"];
  if (!image || answers["k8s.probeAllowed"] !== "yes" || agreementOf(objects) !== agreement.agreed) return all(AWAY);
  const look: Look = { answers, runId, hex, image };
  const shared: Shared = {
    runId,
    hands: options.hands,
    timing: options.timing ?? TIMING,
    signal,
    async writeDown(object) {
      signal.throwIfAborted();
      await options.writeDown(object);
      made.push(object);
    },
    look,
    facts,
    parts,
    objects,
    reader: options.reader,
    workers: {},
    nodeAddresses: [],
    closed: new Map(),
    volumeMayStay: agreement.volumeMayStay,
    judged,
    started: (started) => {
      for (const id of started) if (open.has(id)) options.onStart(id);
    },
  };
  try {
    const barred = await reach(options);
    if (barred) return all(barred);
    await lookAround(options, shared);
  } catch (error) {
    if (!signal.aborted) {
      options.onDefect("cluster run", error);
      all(DEFECT);
    }
  } finally {
    if (made.length > 0) await options.swept(await sweep(options.broom(), runId, made.map(madeOf)));
  }
}

/** Whether the API can be asked at all; everything depends on it (catalogue 1.1, order). */
async function reach({ reader }: ClusterExecution): Promise<Trouble | undefined> {
  const connection = await reader.connect();
  if (!connection.ok)
    return refusedCreate(connection, "anything") ?? { reasonCode: "app-unreachable", message: connection.message };
  const own = await reader.get("/api/v1/namespaces?limit=1");
  return own.ok && own.status === 401 ? refusedCreate(own, "anything") : undefined;
}

async function lookAround(options: ClusterExecution, shared: Shared): Promise<void> {
  const { ids, facts, onDefect } = options;
  const { parts, look, hands } = shared;
  const home = homeNamespace(facts.answers) ?? "";
  const namespaces = parts.includes("traffic") ? (facts.answers["ns.list"] ?? []).map(({ name }) => name) : [home];
  const uids = parts.includes("squash") ? await userIds(hands, look, home) : undefined;
  if (uids) look.uids = uids;
  const [{ workers, nodeAddresses }, closed] = await Promise.all([
    workersOf(options.reader, facts),
    closedNamespaces(hands, look, namespaces),
  ]);
  Object.assign(shared, { workers, nodeAddresses, closed });
  await makePullSecrets(options, shared);

  let tell: (trouble?: Trouble) => void = () => undefined;
  const pulled = new Promise<Trouble | undefined>((resolve) => {
    tell = resolve;
  });
  /** One part's defect is its own: it never hides what the others see. */
  const guarded = async (part: PartId, work: () => Promise<unknown>) => {
    if (!parts.includes(part)) return;
    const trouble = await pulled;
    const own = ids.filter((id) => PART_REQUIREMENTS[part].includes(id));
    if (own.length === 0 || shared.signal.aborted) return;
    try {
      if (trouble) for (const id of own) shared.judged(id, [troubled("cluster", trouble)], true);
      else return await work();
    } catch (error) {
      if (shared.signal.aborted) return;
      onDefect(part, error);
      for (const id of own) shared.judged(id, [troubled("cluster", DEFECT)], true);
    }
  };
  const base = lookAtPorts(shared, ids, tell).catch((error) => {
    tell(DEFECT);
    if (shared.signal.aborted) return;
    onDefect("ports", error);
    for (const id of [...PART_REQUIREMENTS.ports, ...PART_REQUIREMENTS.pull])
      shared.judged(id, [troubled("cluster", DEFECT)], true);
  });
  let volume: Judgement[] | undefined;
  let squash: Judgement[] | undefined;
  const storage = Promise.all([
    guarded("volume", async () => {
      volume = await lookAtVolume(shared, ids);
    }),
    guarded("squash", async () => {
      squash = await lookAtSquash(shared);
    }),
  ]).then(() =>
    ids.includes("os-minio-volume") ? guarded("volume", () => lookAtMinio(shared, volume, squash)) : undefined,
  );
  await Promise.all([
    base,
    storage,
    guarded("traffic", () => lookAtTraffic(shared)),
    guarded("redirect", () => lookAtRedirect(shared)),
  ]);
}

/** The pull secret of each namespace that needs one; without it the nodes pull with what they have. */
async function makePullSecrets(options: ClusterExecution, shared: Shared): Promise<void> {
  const { facts, password } = options;
  const login = shared.parts.includes("pull") ? pullLogin(facts) : undefined;
  if (!login || password === undefined) return;
  for (const { namespace } of shared.objects.filter(({ kind }) => kind === "Secret")) {
    if (shared.closed.has(namespace)) continue;
    const object = agreed(shared, "Secret", namespace, "pull");
    const failed = await makeAgreed(
      shared,
      object,
      pullSecret(shared.look, { name: object.name, namespace }, { ...login, password }),
    );
    if (!failed) shared.look.pullSecret = object.name;
  }
}
