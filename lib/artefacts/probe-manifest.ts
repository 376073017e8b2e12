import {
  claim,
  ECHO_PORT,
  echoJob,
  echoService,
  type Look,
  reachJob,
  redirectJob,
  squashJob,
  volumeJob,
  webEntry,
} from "@/lib/cluster/manifests";
import { type PlannedObject, plannedObjects } from "@/lib/cluster/objects";
import { homeNamespace, PART_IDS, type PartId, plannedRows, requirementsOf } from "@/lib/cluster/parts";
import { namesOf, redirectHost, targetsOf } from "@/lib/cluster/targets";
import type { Owned } from "@/lib/probes/kubernetes/types";
import { RUN_LABEL } from "@/lib/probes/kubernetes/types";

import { type ArtefactInput, type GeneratedFile, heading, manifest } from "./manifest";

/** How often a pod tries again: in a file everything begins at the same time. */
const TRIES = 20;

export interface ProbeFile {
  /** Run id that the pods tell; the id of the errand. */
  runId: string;
  hex: string;
  /** One-time code that the pods tell. */
  code: string;
  parts: readonly PartId[];
}

/** The parts that the answers allow. */
export function readyParts({ facts }: Pick<ArtefactInput, "facts">): PartId[] {
  return PART_IDS.filter((part) => plannedRows([part], facts).some(({ state }) => state === "queued"));
}

function body(object: PlannedObject, look: Look, input: ArtefactInput): Owned | undefined {
  const { answers } = input.facts;
  const { kind, name, namespace } = object;
  const place = { name, namespace };
  const word = /^rdy-([a-z]+)-/.exec(name)?.[1] ?? "";
  const mesh = word === "echom" || word === "reachm" ? { meshed: true } : {};
  const plain = mesh.meshed ? word.slice(0, -1) : word;
  const part = plain === "web" || plain === "ask" ? "redirect" : "traffic";
  const host = redirectHost(answers["net.baseDomain"] ?? "", look.hex);
  if (kind === "Secret") return undefined;
  if (kind === "PersistentVolumeClaim") return claim(look, place, plain);
  if (kind === "Service") return echoService(look, place, part);
  if (kind === "Ingress" || kind === "Route") return webEntry(look, { ...place, host });
  switch (plain) {
    case "ports": {
      const mine = requirementsOf(["ports"]);
      const targets = [...targetsOf(answers), ...namesOf(answers, look.hex)].filter(({ check }) =>
        mine.includes(check),
      );
      const pods = answers["k8s.workerCount"] ?? 1;
      return reachJob(look, { ...place, pods }, { part: object.part, targets });
    }
    case "echo":
    case "web":
      return echoJob(look, place, { part, ...mesh });
    case "reach": {
      const targets = (answers["ns.list"] ?? [])
        .filter((one) => one.name !== namespace)
        .map((one) => ({
          check: "ns-connectivity-live",
          host: `${name.replace("reach", "echo")}.${one.name}.svc`,
          port: ECHO_PORT,
          mode: "http" as const,
        }));
      return reachJob(look, { ...place, pods: 2 }, { part: "traffic", targets, tries: TRIES, ...mesh });
    }
    case "volume":
      return volumeJob(look, place, name);
    case "squash":
      return squashJob(look, place, name);
    default:
      return redirectJob(look, place, {
        host,
        address: answers["net.ingressAddress"] ?? "",
        pod: name.replace("rdy-ask", "rdy-web"),
      });
  }
}

/** The command that prints what the pods of a run said. */
export function logCommand(namespaces: readonly string[], runId: string): string {
  return namespaces
    .map((one) => `kubectl logs -n ${one} -l ${RUN_LABEL}=${runId} --all-containers --tail=-1 --max-log-requests=50`)
    .join("\n");
}

/** A12: the probes as one file that the customer applies himself, where we may not reach the cluster. */
export function probeManifest(input: ArtefactInput, file?: ProbeFile): GeneratedFile[] {
  const { facts } = input;
  const { answers } = facts;
  const image = answers["k8s.probeImage"];
  const { runId = "by-hand", hex = "0000", code = "", parts = readyParts(input) } = file ?? {};
  const home = homeNamespace(answers);
  if (!image || !home || answers["k8s.probeAllowed"] !== "yes" || parts.length === 0) return [];
  const look: Look = { answers, runId, hex, image, ...(code ? { code } : {}) };
  const planned = plannedObjects(facts, parts, hex);
  const objects = planned.flatMap((object) => body(object, look, input) ?? []);
  const namespaces = [...new Set(planned.map(({ namespace }) => namespace))];
  const path = "probes.yaml";
  const how = [
    `Apply with: kubectl apply -f ${path}`,
    "After three minutes fetch what the pods said, and bring that file back on the page of other places:",
    ...logCommand(namespaces, runId).split("\n"),
    `Then remove everything with: kubectl delete -f ${path}`,
    "The nodes pull the image with what they have; add an imagePullSecret where they need one.",
  ].join("\n");
  const head = heading(input, "Probes inside the cluster", requirementsOf(parts), how);
  return [{ path, mediaType: "application/yaml", text: manifest(head, objects) }];
}
