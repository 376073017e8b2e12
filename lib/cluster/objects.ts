import { createHash } from "node:crypto";

import type { Answers } from "@/lib/intake/answers";
import { placeOf } from "@/lib/intake/registry-place";
import type { Facts } from "@/lib/requirements/types";

import { homeNamespace, PART_REQUIREMENTS, type PartId } from "./parts";

/** An object that a look creates, as it is shown before anything is created. */
export interface PlannedObject {
  part: PartId;
  kind: "Job" | "Service" | "Secret" | "PersistentVolumeClaim" | "Ingress" | "Route";
  namespace: string;
  name: string;
  /** API path of its collection. */
  collection: string;
  /** How many pods it starts; "workers" is one on each worker, at most `MOST_WORKERS`. */
  pods?: number | "workers";
}

/** The most pods that one look puts beside each other; on larger clusters the covered nodes are counted. */
export const MOST_WORKERS = 50;

const RESOURCES: Record<PlannedObject["kind"], [root: string, resource: string]> = {
  Job: ["/apis/batch/v1", "jobs"],
  Service: ["/api/v1", "services"],
  Secret: ["/api/v1", "secrets"],
  PersistentVolumeClaim: ["/api/v1", "persistentvolumeclaims"],
  Ingress: ["/apis/networking.k8s.io/v1", "ingresses"],
  Route: ["/apis/route.openshift.io/v1", "routes"],
};

/** The collection of a kind in a namespace. */
export function collectionOf(kind: PlannedObject["kind"], namespace: string): string {
  const [root, resource] = RESOURCES[kind];
  return `${root}/namespaces/${namespace}/${resource}`;
}

/** The word of the API for a kind: what `kubectl delete` takes. */
export function resourceOf(kind: PlannedObject["kind"]): string {
  return RESOURCES[kind][1];
}

/** Whether the mesh is to be tried as well: the answer says that there is one. */
export function withMesh(answers: Answers): boolean {
  return answers["net.serviceMesh"]?.present === "yes";
}

/** The registry of the probe image, when its stored credentials may be used for it; else the nodes pull as they do. */
export function pullLogin({ answers, secretsSet }: Facts): { host: string; username: string } | undefined {
  const { "k8s.probeImage": image = "", "reg.host": host = "", "reg.username": username } = answers;
  const [registry = ""] = image.split("/");
  const own = [host, placeOf(answers["reg.pullPrefix"], host).host].includes(registry);
  return own && username && secretsSet.has("reg.password") && answers["reg.type"] !== "ecr"
    ? { host: registry, username }
    : undefined;
}

/** Everything that a look at these parts creates, in the order in which it does. Pure: answers alone decide it. */
export function plannedObjects(facts: Facts, parts: readonly PartId[], hex: string): PlannedObject[] {
  const { answers } = facts;
  const home = homeNamespace(answers);
  if (!home) return [];
  const has = (part: PartId) => parts.includes(part);
  const all = (answers["ns.list"] ?? []).map(({ name }) => name);
  const list: PlannedObject[] = [];
  const add = (part: PartId, kind: PlannedObject["kind"], namespace: string, word: string, pods?: number | "workers") =>
    list.push({
      part,
      kind,
      namespace,
      name: `rdy-${word}-${hex}`,
      collection: collectionOf(kind, namespace),
      ...(pods === undefined ? {} : { pods }),
    });
  if (has("pull") && pullLogin(facts))
    for (const namespace of has("traffic") ? all : [home]) add("pull", "Secret", namespace, "pull");
  add(has("ports") ? "ports" : "pull", "Job", home, "ports", "workers");
  if (has("traffic"))
    for (const mesh of withMesh(answers) ? ["", "m"] : [""]) {
      for (const namespace of all) {
        add("traffic", "Service", namespace, `echo${mesh}`);
        add("traffic", "Job", namespace, `echo${mesh}`, 1);
      }
      for (const namespace of all) add("traffic", "Job", namespace, `reach${mesh}`, 2);
    }
  const shared = answers["st.accessMode"] === "RWX" ? 2 : 1;
  if (has("volume")) {
    add("volume", "PersistentVolumeClaim", home, "volume");
    add("volume", "Job", home, "volume", shared);
  }
  if (has("squash")) {
    add("squash", "PersistentVolumeClaim", home, "squash");
    add("squash", "Job", home, "squash", 1);
  }
  if (has("redirect")) {
    add("redirect", "Service", home, "web");
    add("redirect", "Job", home, "web", 1);
    add("redirect", answers["k8s.distribution"] === "openshift" ? "Route" : "Ingress", home, "web");
    add("redirect", "Job", home, "ask", 1);
  }
  return list;
}

/** A short name for exactly this list: what a person agreed to is what is created, or nothing is. */
export function agreementOf(list: readonly PlannedObject[]): string {
  const text = list.map(({ kind, namespace, name, pods }) => `${kind} ${namespace}/${name} ${pods ?? ""}`).join("\n");
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** The command that removes what is left of a look. */
export function deleteCommand(objects: readonly { resource: string; namespace: string; name: string }[]): string {
  const groups = new Map<string, string[]>();
  for (const { resource, namespace, name } of objects)
    groups.set(namespace, [...(groups.get(namespace) ?? []), `${resource}/${name}`]);
  return [...groups].map(([namespace, names]) => `kubectl delete -n ${namespace} ${names.join(" ")}`).join("\n");
}

const PART_OF_WORD: Readonly<Record<string, readonly PartId[]>> = {
  ports: ["ports", "pull"],
  pull: ["pull"],
  echo: ["traffic"],
  echom: ["traffic"],
  reach: ["traffic"],
  reachm: ["traffic"],
  volume: ["volume"],
  squash: ["squash"],
  web: ["redirect"],
  ask: ["redirect"],
};

/** The requirements that an object was made for, by its name; pods of jobs begin with the job's. */
export function requirementsOfName(name: string): string[] {
  const word = /^rdy-([a-z]+)-/.exec(name)?.[1] ?? "";
  return (PART_OF_WORD[word] ?? []).flatMap((part) => PART_REQUIREMENTS[part]);
}
