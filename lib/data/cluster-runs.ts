import "server-only";

import { randomBytes } from "node:crypto";

import type { Actor } from "@/lib/auth/actor";
import { agreementOf, type PlannedObject, plannedObjects, pullLogin } from "@/lib/cluster/objects";
import {
  type Agreement,
  PART_IDS,
  PART_REQUIREMENTS,
  type PartId,
  type PartView,
  plannedRows,
} from "@/lib/cluster/parts";
import { Conflict, Invalid } from "@/lib/errors";
import type { Facts } from "@/lib/requirements/types";

import { proveOpenProject } from "./access";
import { getFacts } from "./answers";
import { db } from "./db";
import { factsOf } from "./facts";
import { queueRun } from "./runs";

/** The exact list of what a look would create, before anything is created. */
export interface ClusterPreview {
  hex: string;
  agreed: string;
  objects: PlannedObject[];
  image: string;
  /** The registry's user whose credentials stand in the pull secrets, when there are any. */
  pullUser?: string;
}

function partViews(facts: Facts): PartView[] {
  return PART_IDS.map((id) => {
    const rows = plannedRows([id], facts);
    return { id, rows, ready: rows.some(({ state }) => state === "queued") };
  });
}

/** The parts of a look with what they wait for, and whether the customer allows probes at all. */
export async function clusterParts(
  actor: Actor,
  projectId: string,
): Promise<{ allowed: string | undefined; kubeconfig: boolean; parts: PartView[] }> {
  const { facts } = await getFacts(actor, projectId);
  return {
    allowed: facts.answers["k8s.probeAllowed"],
    kubeconfig: facts.secretsSet.has("k8s.kubeconfig"),
    parts: partViews(facts),
  };
}

function previewOf(facts: Facts, parts: readonly PartId[], hex: string): ClusterPreview {
  if (facts.answers["k8s.probeAllowed"] !== "yes")
    throw new Invalid("The customer has not allowed probe pods. Answer that question first.", "k8s.probeAllowed");
  const image = facts.answers["k8s.probeImage"];
  if (!image) throw new Invalid("Enter the image for the probe pods first.", "k8s.probeImage");
  const objects = plannedObjects(facts, parts, hex);
  const open = plannedRows(parts, facts).some(({ state }) => state === "queued");
  if (objects.length === 0 || !open) throw new Invalid("Nothing of this can be looked at yet: answers are missing.");
  const login = pullLogin(facts);
  const pulls = login && objects.some(({ kind }) => kind === "Secret");
  return { hex, agreed: agreementOf(objects), objects, image, ...(pulls ? { pullUser: login.username } : {}) };
}

/** Lists every object that a look at these parts would create. Creates nothing, contacts nothing. */
export async function previewCluster(
  actor: Actor,
  projectId: string,
  parts: readonly PartId[],
): Promise<ClusterPreview> {
  const { facts } = await getFacts(actor, projectId);
  return previewOf(facts, parts, randomBytes(2).toString("hex"));
}

/**
 * Queues a look from inside the cluster for the worker. What is agreed to must be the list that the present
 * answers give: after a change the new list is to be looked at first.
 */
export async function startClusterRun(
  actor: Actor,
  projectId: string,
  agreement: Agreement,
): Promise<{ runId: string; seq: number }> {
  const { parts, hex, agreed } = agreement;
  return (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, projectId);
    const { facts } = await factsOf(tx, projectId);
    if (!facts.secretsSet.has("k8s.kubeconfig"))
      throw new Invalid("Upload the kubeconfig first, or hand the manifest to the customer.", "k8s.kubeconfig");
    const now = previewOf(facts, parts, hex);
    if (now.agreed !== agreed)
      throw new Conflict("The answers have changed since this list was shown. Look at the new list.", now);
    const consent = parts.flatMap((part) => PART_REQUIREMENTS[part]);
    return queueRun(tx, actor, {
      projectId,
      vantage: "cluster",
      scope: agreement,
      consent,
      rows: plannedRows(parts, facts),
    });
  });
}
