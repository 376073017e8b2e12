import { z } from "zod";

import type { Judgement } from "@/lib/checks/define-check";
import type { ClusterHands, Owned } from "@/lib/probes/kubernetes/types";
import type { KubernetesProbe } from "@/lib/probes/types";
import type { Facts } from "@/lib/requirements/types";

import { type JobSeen, make, refusedCreate, type Tools } from "./job";
import type { Trouble, Workers } from "./judge/about";
import { type Look, trialPod } from "./manifests";
import type { PlannedObject } from "./objects";
import type { PartId } from "./parts";

/** Everything that the parts of one look share. */
export interface Shared extends Tools {
  look: Look;
  facts: Facts;
  parts: readonly PartId[];
  /** The list that was agreed to: nothing outside it is created. */
  objects: readonly PlannedObject[];
  reader: KubernetesProbe;
  workers: Workers;
  nodeAddresses: readonly string[];
  /** Namespaces in which no pod can run, and why. */
  closed: ReadonlyMap<string, Trouble>;
  /** Agreed: a volume that its class keeps may stay behind. */
  volumeMayStay: boolean;
  judged: (requirementId: string, judgements: Judgement[], done?: boolean) => void;
  started: (requirementIds: readonly string[]) => void;
}

/** The agreed object of a kind and name; its absence is an error of ours, and nothing is created. */
export function agreed(shared: Shared, kind: PlannedObject["kind"], namespace: string, word: string): PlannedObject {
  const name = `rdy-${word}-${shared.look.hex}`;
  const found = shared.objects.find((one) => one.kind === kind && one.namespace === namespace && one.name === name);
  if (!found) throw new Error(`${kind} ${namespace}/${name} is not on the agreed list.`);
  return found;
}

/** Makes an agreed object from its manifest. */
export function makeAgreed(shared: Shared, object: PlannedObject, body: Owned): Promise<Trouble | undefined> {
  return make(shared, object, body);
}

/** What a job that could not be made leaves. */
export const unmade = (trouble: Trouble): JobSeen => ({
  pods: [],
  said: { starts: [], ends: [], reach: [], maps: [], volume: [], squash: [], redirect: [], refused: [] },
  trouble,
});

const Node = z.object({
  metadata: z.object({ name: z.string().max(253) }),
  spec: z
    .object({
      unschedulable: z.boolean().optional(),
      taints: z.array(z.object({ effect: z.string().catch("") }).loose()).optional(),
    })
    .catch({}),
  status: z
    .object({
      addresses: z.array(z.object({ address: z.string().max(253) })).catch([]),
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).catch([]),
    })
    .partial()
    .catch({}),
});
interface Worker {
  name: string;
  takes: boolean;
  addresses: string[];
}

function pickWorker(item: unknown): Worker | undefined {
  const node = Node.safeParse(item);
  if (!node.success) return undefined;
  const { metadata, spec, status } = node.data;
  const ready = (status.conditions ?? []).some(({ type, status: is }) => type === "Ready" && is === "True");
  const barred = (spec.taints ?? []).some(({ effect }) => effect === "NoSchedule" || effect === "NoExecute");
  return {
    name: metadata.name,
    takes: ready && !spec.unschedulable && !barred,
    addresses: (status.addresses ?? []).map(({ address }) => address),
  };
}

/** The workers by name where nodes may be listed, else by the number in the answers, else unknown. */
export async function workersOf(
  reader: KubernetesProbe,
  { answers }: Facts,
): Promise<{ workers: Workers; nodeAddresses: string[] }> {
  const listed = await reader.list("/api/v1/nodes", pickWorker);
  if (listed.ok && listed.items.length > 0) {
    const takes = listed.items.filter((one) => one.takes);
    return {
      workers: { names: takes.map(({ name }) => name) },
      nodeAddresses: listed.items.flatMap(({ name, addresses }) => [name, ...addresses]),
    };
  }
  const count = answers["k8s.workerCount"];
  return { workers: count === undefined ? {} : { count }, nodeAddresses: [] };
}

/** Asks each namespace by a dry run whether a probe would be admitted; a webhook that bars dry runs says nothing. */
export async function closedNamespaces(
  hands: ClusterHands,
  look: Look,
  namespaces: readonly string[],
): Promise<Map<string, Trouble>> {
  const asked = await Promise.all(
    namespaces.map(async (namespace) => {
      const pod = trialPod(look, namespace);
      const answer = await hands.trial(`/api/v1/namespaces/${namespace}/pods`, pod);
      const barred = answer.ok && /does not support dry run|dryRun/i.test(answer.message);
      return [namespace, barred ? undefined : refusedCreate(answer, `a probe in ${namespace}`)] as const;
    }),
  );
  return new Map(asked.flatMap(([namespace, trouble]) => (trouble ? [[namespace, trouble] as const] : [])));
}

const UID_RANGE = "openshift.io/sa.scc.uid-range";

/** The first two user ids that OpenShift gives a namespace; undefined elsewhere. */
export async function userIds(
  hands: ClusterHands,
  look: Look,
  namespace: string,
): Promise<readonly [number, number] | undefined> {
  if (look.answers["k8s.distribution"] !== "openshift") return undefined;
  const answer = await hands.read<{ metadata?: { annotations?: Record<string, string> } }>(
    `/api/v1/namespaces/${namespace}`,
  );
  const range = answer.ok ? answer.body?.metadata?.annotations?.[UID_RANGE] : undefined;
  const first = Number(/^(\d{1,10})\//.exec(range ?? "")?.[1]);
  return Number.isSafeInteger(first) && first > 0 ? [first, first + 1] : undefined;
}
