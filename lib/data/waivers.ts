import "server-only";

import { type Actor, isVendor } from "@/lib/auth/actor";
import type { WaiverRecord } from "@/lib/engine/types";
import { Forbidden, Invalid } from "@/lib/errors";
import { isRequirementId, requirement } from "@/lib/requirements/catalogue";

import { bumpBoard, proveOpenProject } from "./access";
import { audit } from "./audit";
import { db } from "./db";

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 180;

interface WaiverRow {
  id: string;
  requirementId: string;
  reason: string;
  personName: string;
  at: Date;
  expiresAt: Date;
}

/** A row of the table as the board shows it. */
export function waiverView({ id, requirementId, reason, personName, at, expiresAt }: WaiverRow): WaiverRecord {
  return { id, requirementId, reason, person: personName, at: at.toISOString(), expiresAt: expiresAt.toISOString() };
}

/** Accepts a failure, or acknowledges a warning-level one: by name, with a reason and an expiry. */
export async function waive(
  actor: Actor,
  input: { projectId: string; requirementId: string; reason: string; days: number },
): Promise<void> {
  if (!isVendor(actor)) throw new Forbidden("An engineer or project manager accepts a failure.");
  if (!isRequirementId(input.requirementId) || !requirement(input.requirementId).waivable)
    throw new Invalid("This requirement cannot be waived: the installation would fail without it.");
  const reason = input.reason.trim();
  if (reason.length < 10 || reason.length > 1000)
    throw new Invalid("Give a reason of 10 to 1000 characters.", "reason");
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > LONGEST_DAYS)
    throw new Invalid(`Choose an expiry of 1 to ${LONGEST_DAYS} days.`, "days");
  const now = new Date();
  const expiresAt = new Date(now.getTime() + input.days * DAY_MS);
  await (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, input.projectId);
    await bumpBoard(tx, input.projectId);
    await tx.waiver.updateMany({
      where: { projectId: input.projectId, requirementId: input.requirementId, revokedAt: null },
      data: { revokedAt: now },
    });
    await tx.waiver.create({
      data: {
        projectId: input.projectId,
        requirementId: input.requirementId,
        reason,
        personId: actor.userId,
        personName: actor.name,
        at: now,
        expiresAt,
      },
    });
    await audit(tx, actor, {
      action: "waiver.given",
      projectId: input.projectId,
      subject: input.requirementId,
      details: { expiresAt: expiresAt.toISOString() },
    });
  });
}

/** Ends a waiver; the record stays. */
export async function revokeWaiver(actor: Actor, projectId: string, requirementId: string): Promise<void> {
  if (!isVendor(actor)) throw new Forbidden("An engineer or project manager ends a waiver.");
  await (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, projectId);
    await bumpBoard(tx, projectId);
    const { count } = await tx.waiver.updateMany({
      where: { projectId, requirementId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count > 0) await audit(tx, actor, { action: "waiver.ended", projectId, subject: requirementId });
  });
}
