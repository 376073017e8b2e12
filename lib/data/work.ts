import "server-only";

import type { Actor } from "@/lib/auth/actor";
import type { RowWork, Talk } from "@/lib/engine/types";
import { Conflict, Invalid } from "@/lib/errors";
import { isRequirementId } from "@/lib/requirements/catalogue";
import { ACTORS, type WhoActs } from "@/lib/requirements/vocabulary";

import { bumpBoard, proveOpenProject } from "./access";
import { audit } from "./audit";
import { db, type Tx } from "./db";
import { notify } from "./notifications";
import { peopleWhoSee } from "./project-people";

/** A person by id, or one of the contact roles. */
export type AssigneeInput = { person: string } | { role: string };

interface WorkRow {
  assigneeId: string | null;
  assigneeName: string | null;
  assigneeRole: string | null;
  dueOn: string | null;
  updatedAt: Date;
}

const isRole = (role: string): role is WhoActs => (ACTORS as readonly string[]).includes(role);

/** A row of the table as the board shows it. */
function workView({ assigneeId, assigneeName, assigneeRole, dueOn, updatedAt }: WorkRow): RowWork {
  const assignee: RowWork["assignee"] =
    assigneeId && assigneeName
      ? { kind: "person", id: assigneeId, name: assigneeName }
      : assigneeRole && isRole(assigneeRole)
        ? { kind: "role", role: assigneeRole }
        : undefined;
  return { ...(assignee ? { assignee } : {}), ...(dueOn ? { dueOn } : {}), setAt: updatedAt.toISOString() };
}

/** Remarks on each requirement, the public ones and SESTEK's own; written and removed ones both count as news. */
async function talkOfRows(tx: Pick<Tx, "comment">, projectId: string): Promise<Map<string, RowWork>> {
  const groups = await tx.comment.groupBy({
    by: ["requirementId", "internal"],
    where: { projectId, requirementId: { not: null } },
    _count: { _all: true, removedAt: true },
  });
  const talks = new Map<string, RowWork>();
  for (const { requirementId, internal, _count } of groups) {
    if (!requirementId) continue;
    const talk: Talk = { count: _count._all - _count.removedAt, revision: _count._all + _count.removedAt };
    talks.set(requirementId, { ...talks.get(requirementId), [internal ? "internalTalk" : "talk"]: talk });
  }
  return talks;
}

/** What people have to do with each row of a board. The caller has proved access. */
export async function workOfRows(
  tx: Pick<Tx, "comment" | "requirementWork">,
  projectId: string,
): Promise<Map<string, RowWork>> {
  const [rows, work] = await Promise.all([
    tx.requirementWork.findMany({ where: { projectId } }),
    talkOfRows(tx, projectId),
  ]);
  for (const row of rows) work.set(row.requirementId, { ...workView(row), ...work.get(row.requirementId) });
  return work;
}

/** A day of the calendar, YYYY-MM-DD, of this century. */
function readDay(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  const real = /^20\d\d-\d\d-\d\d$/.test(day) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  if (!real) throw new Invalid("Enter the day as year, month and day, such as 2027-01-11.", "dueOn");
  return day;
}

/** The columns of an assignee; a person must see the project, a role must be one of the contact roles. */
async function readAssignee(tx: Tx, projectId: string, assignee: AssigneeInput | null) {
  const nobody = { assigneeId: null, assigneeName: null, assigneeRole: null };
  if (!assignee) return nobody;
  if ("role" in assignee) {
    if (!isRole(assignee.role)) throw new Invalid("Choose one of the people or teams in the list.", "assignee");
    return { ...nobody, assigneeRole: assignee.role };
  }
  const person = (await peopleWhoSee(tx, projectId)).find(({ id }) => id === assignee.person);
  if (!person) throw new Invalid("This person does not see the project. Choose somebody in the list.", "assignee");
  return { ...nobody, assigneeId: person.id, assigneeName: person.name };
}

/**
 * Says who looks after a requirement and until when; null takes either away. `basedOn` is the `setAt` that
 * the person saw, null for none: of two changes at once the second throws Conflict with what stands now.
 */
export async function assign(
  actor: Actor,
  input: {
    projectId: string;
    requirementId: string;
    assignee: AssigneeInput | null;
    dueOn: string | null;
    basedOn: string | null;
  },
): Promise<RowWork> {
  const { projectId, requirementId } = input;
  if (!isRequirementId(requirementId)) throw new Invalid("This requirement does not exist.");
  const dueOn = input.dueOn ? readDay(input.dueOn) : null;
  return (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, projectId);
    await bumpBoard(tx, projectId);
    const key = { projectId_requirementId: { projectId, requirementId } };
    const current = await tx.requirementWork.findUnique({ where: key });
    const columns = { ...(await readAssignee(tx, projectId, input.assignee)), dueOn };
    if ((current?.updatedAt.toISOString() ?? null) !== input.basedOn)
      throw new Conflict(
        "Somebody else has changed this in the meantime. Look at what stands there now, and save again if you still want yours.",
        current ? workView(current) : {},
      );
    // Always later than the one before, so that it tells two changes of one moment apart.
    const updatedAt = new Date(Math.max(Date.now(), (current?.updatedAt.getTime() ?? 0) + 1));
    const row = await tx.requirementWork.upsert({
      where: key,
      create: { projectId, requirementId, ...columns, updatedAt },
      update: { ...columns, updatedAt },
    });
    const { assigneeId, assigneeName, assigneeRole } = row;
    if (assigneeId !== current?.assigneeId)
      await notify(tx, {
        kind: "assigned",
        projectId,
        data: { by: actor.name, requirements: [requirementId], ...(dueOn ? { day: dueOn } : {}) },
        to: [assigneeId],
        by: actor.userId,
      });
    await audit(tx, actor, {
      action: "assignment.changed",
      projectId,
      subject: requirementId,
      details: {
        ...(assigneeId ? { person: assigneeId, name: assigneeName } : {}),
        ...(assigneeRole ? { role: assigneeRole } : {}),
        ...(dueOn ? { dueOn } : {}),
      },
    });
    return workView(row);
  });
}
