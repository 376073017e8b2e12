import "server-only";

import type { Actor } from "@/lib/auth/actor";
import { env } from "@/lib/env";
import { Forbidden, NotFound } from "@/lib/errors";
import { pauseAfter } from "@/lib/notify/back-off";
import type { DeliveryState, DeliveryView } from "@/lib/notify/views";

import { db } from "./db";

/** How long a worker may take over one delivery before another one tries it. */
const CLAIM_MS = 120_000;
const PAGE = 50;
const KEPT_DAYS = 30;
const DAY_MS = 86_400_000;

/** True when the operator has named a mail server. */
export function mailIsSetUp(): boolean {
  return env().SMTP_URL !== undefined;
}

/** A message on its way out, in the hands of one worker. */
export interface DueDelivery {
  id: string;
  channel: "mail" | "webhook";
  target: string;
  payload: string;
  attempts: number;
}

/** Takes the messages that are due; two workers never get the same one. For the worker. */
export async function claimDeliveries(now = new Date(), most = 10): Promise<DueDelivery[]> {
  const client = await db();
  const due = await client.delivery.findMany({
    where: { deliveredAt: null, deadAt: null, nextAt: { lte: now } },
    orderBy: { nextAt: "asc" },
    take: most,
  });
  const claimed: DueDelivery[] = [];
  for (const { id, channel, target, payload, attempts, nextAt } of due) {
    const { count } = await client.delivery.updateMany({
      where: { id, nextAt, deliveredAt: null, deadAt: null },
      data: { nextAt: new Date(now.getTime() + CLAIM_MS) },
    });
    if (count > 0) claimed.push({ id, channel: channel as DueDelivery["channel"], target, payload, attempts });
  }
  return claimed;
}

/** Notes that a message has gone out; what it said is not kept. For the worker. */
export async function delivered({ id, attempts }: DueDelivery): Promise<void> {
  await (await db()).delivery.update({
    where: { id },
    data: { deliveredAt: new Date(), attempts: attempts + 1, payload: "{}", lastError: null },
  });
}

/** Notes a failed try: the next one comes after a longer pause, and after the last one it is given up. For the worker. */
export async function failed(
  { id, attempts }: DueDelivery,
  why: string,
  options: { now?: Date; final?: boolean } = {},
): Promise<void> {
  const now = options.now ?? new Date();
  const pause = options.final ? undefined : pauseAfter(attempts + 1);
  await (await db()).delivery.update({
    where: { id },
    data: {
      attempts: attempts + 1,
      lastError: why.slice(0, 300),
      ...(pause === undefined ? { deadAt: now } : { nextAt: new Date(now.getTime() + pause) }),
    },
  });
}

/** Forgets messages that went out, or were given up, a month ago. For the worker. */
export async function forgetOldDeliveries(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
  await (await db()).delivery.deleteMany({
    where: { OR: [{ deliveredAt: { lt: before } }, { deadAt: { lt: before } }] },
  });
}

function proveAdmin(actor: Actor): void {
  if (actor.role !== "admin") throw new NotFound("Page");
}

/** The newest messages of a state, with the number of each state. Administrators only. */
export async function listDeliveries(
  actor: Actor,
  state: DeliveryState,
): Promise<{ deliveries: DeliveryView[]; counts: Record<DeliveryState, number> }> {
  proveAdmin(actor);
  const client = await db();
  const where = {
    waiting: { deliveredAt: null, deadAt: null },
    delivered: { deliveredAt: { not: null } },
    dead: { deadAt: { not: null } },
  } as const;
  const [rows, hooks, waiting, gone, dead] = await Promise.all([
    client.delivery.findMany({ where: where[state], orderBy: { createdAt: "desc" }, take: PAGE }),
    client.webhook.findMany({ select: { id: true, name: true } }),
    client.delivery.count({ where: where.waiting }),
    client.delivery.count({ where: where.delivered }),
    client.delivery.count({ where: where.dead }),
  ]);
  const names = new Map(hooks.map(({ id, name }) => [id, name]));
  return {
    counts: { waiting, delivered: gone, dead },
    deliveries: rows.map((row) => ({
      id: row.id,
      channel: row.channel as DeliveryView["channel"],
      target: names.get(row.target) ?? row.target,
      state,
      attempts: row.attempts,
      createdAt: row.createdAt.toISOString(),
      ...(state === "waiting" ? { nextAt: row.nextAt.toISOString() } : {}),
      ...(row.lastError ? { lastError: row.lastError } : {}),
    })),
  };
}

/** Tries a message that was given up again, from the beginning. Administrators only. */
export async function tryAgain(actor: Actor, id: string): Promise<void> {
  if (actor.role !== "admin") throw new Forbidden("Only an administrator sends messages again.");
  const { count } = await (await db()).delivery.updateMany({
    where: { id, deliveredAt: null },
    data: { deadAt: null, attempts: 0, nextAt: new Date() },
  });
  if (count === 0) throw new NotFound("Message");
}
