import { admit } from "./admission";
import type { ApiPath } from "./paths";
import { type PlayedPod, type Plays, playedLog } from "./plays";
import type { ClusterObject, ClusterScenario } from "./scenario";

/**
 * What was made in a practice cluster, and the pods of its jobs, played through the API: they are pending,
 * run and end by the clock, with node, status and log. No container runs, no image is pulled, nothing is
 * dialled, no volume is written and no policy is enforced; what is proved here is how the application
 * handles what an API server says of pods. Real pods are proved in the cluster tests.
 */
export interface World {
  create(scenario: ClusterScenario, path: ApiPath, object: ClusterObject): ClusterObject;
  /** False when there is no such object of ours. */
  remove(path: ApiPath, name: string): boolean;
  /** Objects of a collection that were made here, as they are now. */
  made(scenario: ClusterScenario, collection: string): ClusterObject[];
  log(scenario: ClusterScenario, namespace: string, pod: string, container: string): string | undefined;
  /** How many objects were made and removed so far, pods of jobs left out. */
  counts(): { created: number; removed: number };
}

interface Born {
  object: ClusterObject;
  at: number;
}
interface Template {
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    initContainers?: PodContainer[];
    containers: PodContainer[];
    volumes?: { persistentVolumeClaim?: { claimName: string } }[];
    securityContext?: { runAsUser?: number };
  };
}
interface PodContainer {
  name: string;
  image?: string;
  args?: string[];
  env?: { name: string; value?: string }[];
  volumeMounts?: object[];
  securityContext?: { runAsUser?: number };
}
interface PlayedJob {
  parallelism?: number;
  template: Template;
}

const JOBS = /^\/apis\/batch\/v1\/namespaces\/([^/]+)\/jobs$/;
const PODS = /^\/api\/v1\/namespaces\/([^/]+)\/pods$/;
const CLAIMS = /^\/api\/v1\/namespaces\/([^/]+)\/persistentvolumeclaims$/;
const EVENTS = /^\/api\/v1\/namespaces\/([^/]+)\/events$/;

const suffix = (index: number) => "bcdfghjklmnpqrstvwxz"[index % 20]?.repeat(5) ?? "";

function workersOf({ objects }: ClusterScenario): string[] {
  return (objects["/api/v1/nodes"] ?? []).map(({ metadata }) => metadata.name);
}

const containersOf = ({ spec }: Template) => [...(spec.initContainers ?? []), ...spec.containers];
const serves = ({ spec }: Template) => spec.containers.some(({ args }) => args?.includes("netexec"));

/** A practice cluster without anything made in it. */
export function emptyWorld(): World {
  const born = new Map<string, Born[]>();
  let [created, removed] = [0, 0];
  const at = (collection: string) => born.get(collection) ?? [];

  const gone = (plays: Plays, namespace: string, since: number) =>
    plays.vanishes?.namespace === namespace && Date.now() - since > plays.vanishes.afterMs;

  function podsOf(scenario: ClusterScenario, namespace: string): { pod: ClusterObject; template: Template }[] {
    const plays = scenario.plays ?? {};
    const workers = plays.takes ?? workersOf(scenario);
    return at(`/apis/batch/v1/namespaces/${namespace}/jobs`).flatMap(({ object, at: since }) => {
      const { parallelism = 1, template } = object.spec as PlayedJob;
      if (gone(plays, namespace, since)) return [];
      const trial = { metadata: { name: "trial" }, spec: template.spec } as ClusterObject;
      if (admit(scenario, namespace, "pods", trial)) return [];
      return Array.from({ length: parallelism }, (_, index) => ({
        template,
        pod: playedPod(
          object,
          template,
          { namespace, index, since, node: workers[index % workers.length] ?? "" },
          plays,
        ),
      }));
    });
  }

  return {
    create(_scenario, path, object) {
      created++;
      const metadata = {
        ...object.metadata,
        ...(path.namespace ? { namespace: path.namespace } : {}),
        uid: `00000000-0000-4000-8000-${String(created).padStart(12, "0")}`,
        creationTimestamp: new Date().toISOString(),
      };
      const kept = { ...object, metadata };
      born.set(path.collection, [...at(path.collection), { object: kept, at: Date.now() }]);
      return kept;
    },
    remove(path, name) {
      const kept = at(path.collection).filter(({ object }) => object.metadata.name !== name);
      const found = kept.length < at(path.collection).length;
      if (found) removed++;
      born.set(path.collection, kept);
      return found;
    },
    made(scenario, collection) {
      const plays = scenario.plays ?? {};
      const [, inPods] = PODS.exec(collection) ?? [];
      if (inPods) return podsOf(scenario, inPods).map(({ pod }) => pod);
      const [, inEvents] = EVENTS.exec(collection) ?? [];
      if (inEvents) return eventsOf(scenario, inEvents);
      const claims = CLAIMS.test(collection);
      const [, inJobs] = JOBS.exec(collection) ?? [];
      return at(collection)
        .filter(({ at: since }) => !(inJobs && gone(plays, inJobs, since)))
        .map(({ object }) => (claims ? { ...object, status: { phase: plays.claim ? "Pending" : "Bound" } } : object));
    },
    log(scenario, namespace, name, container) {
      const found = podsOf(scenario, namespace).find(({ pod }) => pod.metadata.name === name);
      const own = found ? containersOf(found.template).find((one) => one.name === container) : undefined;
      if (!found || !own) return undefined;
      return playedLog(played(found.pod, found.template, own, namespace), scenario.plays ?? {});
    },
    counts: () => ({ created, removed }),
  };

  function eventsOf(scenario: ClusterScenario, namespace: string): ClusterObject[] {
    const { claim } = scenario.plays ?? {};
    const pending = claim ? at(`/api/v1/namespaces/${namespace}/persistentvolumeclaims`) : [];
    const refused = at(`/apis/batch/v1/namespaces/${namespace}/jobs`).flatMap(({ object }) => {
      const { template } = object.spec as PlayedJob;
      const why = admit(scenario, namespace, "pods", {
        metadata: { name: "trial" },
        spec: template.spec,
      } as ClusterObject);
      const message = `Error creating: pods "${object.metadata.name}-" is forbidden: ${why}`;
      return why ? [{ object, reason: "FailedCreate", message }] : [];
    });
    const waiting = pending.map(({ object }) => ({ object, reason: "", message: "", ...claim?.pending }));
    return [...refused, ...waiting].map(({ object, reason, message }) => ({
      metadata: { name: `${object.metadata.name}.event`, namespace },
      involvedObject: { name: object.metadata.name },
      reason,
      message,
    }));
  }
}

function played(pod: ClusterObject, template: Template, container: PodContainer, namespace: string): PlayedPod {
  const env = Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value ?? ""]));
  const { nodeName = "" } = pod.spec as { nodeName?: string };
  return {
    name: pod.metadata.name,
    namespace,
    node: nodeName,
    env,
    user: container.securityContext?.runAsUser ?? template.spec.securityContext?.runAsUser ?? 10_001,
    mounts: (container.volumeMounts ?? []).length > 0,
  };
}

function playedPod(
  job: ClusterObject,
  template: Template,
  place: { namespace: string; index: number; since: number; node: string },
  plays: Plays,
): ClusterObject {
  const { namespace, index, since, node } = place;
  const { startMs = 60, runMs = 120, apartMs = 60 } = plays;
  const age = Date.now() - since;
  const labels = { ...template.metadata?.labels, "job-name": job.metadata.name };
  const metadata = { name: `${job.metadata.name}-${suffix(index)}`, namespace, labels };
  const waits = plays.claim && (template.spec.volumes ?? []).some((one) => one.persistentVolumeClaim);
  const unplaced = waits
    ? "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims."
    : plays.unschedulable;
  if (unplaced !== undefined) {
    const condition = { type: "PodScheduled", status: "False", reason: "Unschedulable", message: unplaced };
    return { metadata, spec: {}, status: { phase: "Pending", conditions: [condition] } };
  }
  const spec = { nodeName: node };
  const state = (value: object) => containersOf(template).map(({ name }) => ({ name, state: value }));
  const split = (all: { name: string; state: object }[]) => {
    const count = template.spec.initContainers?.length ?? 0;
    return { initContainerStatuses: all.slice(0, count), containerStatuses: all.slice(count) };
  };
  const stuck = plays.pull?.[node] ?? plays.pull?.["*"];
  if (stuck) return { metadata, spec, status: { phase: "Pending", ...split(state({ waiting: stuck })) } };
  if (age < startMs) {
    const waiting = { reason: "ContainerCreating" };
    return { metadata, spec, status: { phase: "Pending", ...split(state({ waiting })) } };
  }
  const podIP = `10.244.${index}.${(since % 200) + 2}`;
  if (serves(template) || age < startMs + runMs + index * apartMs)
    return { metadata, spec, status: { phase: "Running", podIP, ...split(state({ running: {} })) } };
  const terminated = { exitCode: 0, reason: "Completed" };
  return { metadata, spec, status: { phase: "Succeeded", podIP, ...split(state({ terminated })) } };
}
