import "server-only";

import { type Actor, isVendor } from "@/lib/auth/actor";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";
import { searchText } from "@/lib/messages/search";
import { isCidr } from "@/lib/probes/egress/addresses";

import { boardChanged, bumpBoard, proveProject, visibleTo } from "./access";
import { audit } from "./audit";
import { db } from "./db";

export interface ProjectView {
  id: string;
  customer: string;
  environment: string;
  practice: boolean;
  practiceMistakes: string[];
  /** CIDRs that an engineer or manager opened for this project's checks. */
  allowedNetworks: string[];
  answersRevision: number;
  boardRevision: number;
  createdAt: string;
}

interface ProjectRow {
  id: string;
  customer: string;
  environment: string;
  practice: boolean;
  practiceMistakes: string;
  allowedNetworks: string;
  answersRevision: number;
  boardRevision: number;
  createdAt: Date;
}

function view(row: ProjectRow): ProjectView {
  const { id, customer, environment, practice, answersRevision, boardRevision } = row;
  return {
    id,
    customer,
    environment,
    practice,
    practiceMistakes: JSON.parse(row.practiceMistakes) as string[],
    allowedNetworks: JSON.parse(row.allowedNetworks) as string[],
    answersRevision,
    boardRevision,
    createdAt: row.createdAt.toISOString(),
  };
}

function proveMayManage(actor: Actor): void {
  if (actor.role !== "admin" && actor.role !== "manager") throw new Forbidden("Only a project manager can do this.");
}

/** Creates a project; the customer's name is its first answer. */
export async function createProject(
  actor: Actor,
  { customer, environment }: { customer: string; environment: string },
): Promise<{ id: string }> {
  proveMayManage(actor);
  const name = customer.trim();
  const place = environment.trim();
  if (name.length < 2 || name.length > 120)
    throw new Invalid("Enter the customer's name, 2 to 120 characters.", "customer");
  if (place.length < 1 || place.length > 60)
    throw new Invalid("Enter the environment, such as Production.", "environment");
  return create(actor, { customer: name, environment: place });
}

/** Writes a project's row with the customer's name as its first answer. */
async function create(
  actor: Actor,
  row: { customer: string; environment: string; practice?: boolean; practiceMistakes?: string },
): Promise<{ id: string }> {
  return (await db()).$transaction(async (tx) => {
    const { id } = await tx.project.create({
      data: {
        ...row,
        searchText: searchText(`${row.customer} ${row.environment}`),
        createdBy: actor.userId,
        answers: {
          create: {
            field: "project.customer",
            value: JSON.stringify(row.customer),
            authorId: actor.userId,
            authorName: actor.name,
          },
        },
      },
      select: { id: true },
    });
    await audit(tx, actor, { action: "project.created", projectId: id });
    return { id };
  });
}

/** The row of a practice project, with all its mistakes; any of SESTEK's people may make one. */
export async function createPracticeRow(actor: Actor, mistakes: readonly string[]): Promise<{ id: string }> {
  if (!isVendor(actor)) throw new Forbidden("Practice projects are for SESTEK's people.");
  return create(actor, {
    customer: "Practice Bank",
    environment: "Practice",
    practice: true,
    practiceMistakes: JSON.stringify(mistakes),
  });
}

/** One project; NotFound for a missing and for a foreign one. */
export async function getProject(actor: Actor, projectId: string): Promise<ProjectView> {
  const row = await (await db()).project.findFirst({ where: { id: projectId, ...visibleTo(actor) } });
  if (!row) throw new NotFound("Project");
  return view(row);
}

/** Opens private networks for the checks of one project (design section 6). */
export async function setAllowedNetworks(actor: Actor, projectId: string, networks: readonly string[]): Promise<void> {
  if (!isVendor(actor)) throw new Forbidden("Only an engineer or project manager opens a network.");
  const wrong = networks.find((network) => !isCidr(network));
  if (wrong !== undefined) throw new Invalid(`${wrong.slice(0, 60)} is not a network such as 10.2.0.0/16.`, "networks");
  if (networks.length > 50) throw new Invalid("Give at most 50 networks.", "networks");
  const allowed = [...new Set(networks)];
  await (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, projectId);
    await tx.project.update({ where: { id: projectId }, data: { allowedNetworks: JSON.stringify(allowed) } });
    await audit(tx, actor, { action: "networks.allowed", projectId, details: { networks: allowed } });
    await bumpBoard(tx, projectId);
  });
}

/** Practice projects only: which mistakes are left in the practice cluster. */
export async function setPracticeMistakes(actor: Actor, projectId: string, mistakes: readonly string[]): Promise<void> {
  const changed = await (await db()).project.updateMany({
    where: { id: projectId, practice: true, ...visibleTo(actor) },
    data: { ...boardChanged(), practiceMistakes: JSON.stringify(mistakes) },
  });
  if (changed.count === 0) throw new NotFound("Practice project");
}
