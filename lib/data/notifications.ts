import "server-only";

import { type Actor, isVendor } from "@/lib/auth/actor";
import { publicOrigin } from "@/lib/auth/origin";
import { Invalid } from "@/lib/errors";
import { isLocale } from "@/lib/messages/locales";
import {
  type Choices,
  KINDS,
  type Kind,
  type Notice,
  NoticeData,
  type NoticeView,
  readChoices,
} from "@/lib/notify/kinds";
import { noticeMail } from "@/lib/notify/mail";

import { audit } from "./audit";
import { db, type Tx } from "./db";
import { mailIsSetUp } from "./deliveries";
import { statements } from "./statements";
import { postToWebhooks } from "./webhooks";

const PAGE = 30;

/** What happened, and whom it concerns. */
export interface Happening {
  kind: Kind;
  projectId: string;
  data: NoticeData;
  /** Ids of people; somebody who may no longer see the project is left out. */
  to: readonly (string | null | undefined)[];
  /** Who did it knows it already. */
  by?: string | undefined;
}

/** People who follow a project: who made it, its customer's people, who has work in it, and who ran the last checks. */
export async function followers(
  tx: Pick<Tx, "project" | "membership" | "requirementWork" | "run">,
  projectId: string,
): Promise<string[]> {
  const [project, members, workers, run] = await Promise.all([
    tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { createdBy: true } }),
    tx.membership.findMany({ where: { projectId }, select: { userId: true } }),
    tx.requirementWork.findMany({ where: { projectId, assigneeId: { not: null } }, select: { assigneeId: true } }),
    tx.run.findFirst({ where: { projectId }, orderBy: { seq: "desc" }, select: { requestedBy: true } }),
  ]);
  const ids = [
    project.createdBy,
    ...members.map(({ userId }) => userId),
    ...workers.flatMap(({ assigneeId }) => assigneeId ?? []),
    ...(run ? [run.requestedBy] : []),
  ];
  return [...new Set(ids)];
}

/**
 * Tells people of something, each by his own choice, in the transaction of what happened: in the
 * application, by mail at once or in the daily one, and to the webhooks that want to know.
 */
export async function notify(tx: Tx, { kind, projectId, data: told, to, by }: Happening): Promise<void> {
  const [first] = told.requirements ?? [];
  const data = first ? { ...told, statement: (await statements(tx))(first) } : told;
  const project = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { customer: true, environment: true, practice: true },
  });
  const ids = [...new Set(to.filter((id): id is string => Boolean(id) && id !== by))];
  const people = await tx.user.findMany({
    where: {
      id: { in: ids },
      disabledAt: null,
      OR: [{ role: { not: "customer" } }, { memberships: { some: { projectId } } }],
    },
    select: { id: true, email: true, locale: true, notifyChoices: true },
  });
  const at = new Date();
  const name = `${project.customer} · ${project.environment}`;
  const notice: Notice = { kind, data, at: at.toISOString(), project: { id: projectId, name } };
  const mailing = mailIsSetUp() && !project.practice;
  for (const { id: userId, email, locale, notifyChoices } of people) {
    const { app, mail } = readChoices(notifyChoices)[kind];
    const digest = mailing && mail === "digest";
    if (app || digest)
      await tx.notification.create({
        data: { userId, projectId, kind, data: JSON.stringify(data), at, digest, readAt: app ? null : at },
      });
    if (mailing && mail === "now") {
      const payload = noticeMail(notice, { email, locale: isLocale(locale) ? locale : "en" }, publicOrigin());
      await tx.delivery.create({ data: { channel: "mail", target: email, payload: JSON.stringify(payload) } });
    }
  }
  if (!project.practice) await postToWebhooks(tx, notice);
}

interface Row {
  id: string;
  kind: string;
  data: string;
  at: Date;
  readAt: Date | null;
  project: { id: string; customer: string; environment: string } | null;
}

/** A stored notification as it is told; undefined for a kind that this version does not know. */
export function noticeOf({ id, kind, data, at, readAt, project }: Row): NoticeView | undefined {
  if (!(KINDS as readonly string[]).includes(kind)) return undefined;
  return {
    id,
    kind: kind as Kind,
    data: NoticeData.catch({}).parse(JSON.parse(data)),
    at: at.toISOString(),
    read: readAt !== null,
    ...(project ? { project: { id: project.id, name: `${project.customer} · ${project.environment}` } } : {}),
  };
}

/** What a notification is read with. */
export const WITH_PROJECT = { project: { select: { id: true, customer: true, environment: true } } } as const;

/** Condition on what a person may still read: a project that a customer has left is silent. */
function readableBy(actor: Actor) {
  const own = { userId: actor.userId };
  if (isVendor(actor)) return own;
  return { ...own, OR: [{ projectId: null }, { project: { members: { some: { userId: actor.userId } } } }] };
}

/** One's own notifications, newest first, a page at a time before `before`. */
export async function listNotifications(
  actor: Actor,
  before?: string,
): Promise<{ notices: NoticeView[]; next?: string }> {
  const rows = await (await db()).notification.findMany({
    where: readableBy(actor),
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: PAGE + 1,
    include: WITH_PROJECT,
    ...(before ? { cursor: { id: before }, skip: 1 } : {}),
  });
  const last = rows.slice(0, PAGE).at(-1);
  return {
    notices: rows.slice(0, PAGE).flatMap((row) => noticeOf(row) ?? []),
    ...(rows.length > PAGE && last ? { next: last.id } : {}),
  };
}

/** How many of one's own notifications are unread. */
export async function unreadCount(actor: Actor): Promise<number> {
  return (await db()).notification.count({ where: { ...readableBy(actor), readAt: null } });
}

/** Marks one of one's own notifications as read, or all of them. */
export async function markRead(actor: Actor, id?: string): Promise<void> {
  await (await db()).notification.updateMany({
    where: { userId: actor.userId, readAt: null, ...(id ? { id } : {}) },
    data: { readAt: new Date() },
  });
}

/** What one is told, and how. */
export async function getChoices(actor: Actor): Promise<Choices> {
  const user = await (await db()).user.findUniqueOrThrow({
    where: { id: actor.userId },
    select: { notifyChoices: true },
  });
  return readChoices(user.notifyChoices);
}

/** Keeps what one wants to be told; Invalid for choices that are not complete. */
export async function chooseNotices(actor: Actor, choices: Choices): Promise<void> {
  if (KINDS.some((kind) => !choices[kind])) throw new Invalid("Choose for each kind of message.");
  await (await db()).$transaction(async (tx) => {
    await tx.user.update({ where: { id: actor.userId }, data: { notifyChoices: JSON.stringify(choices) } });
    await audit(tx, actor, { action: "person.changed", subject: actor.email, details: { messages: choices } });
  });
}
