import "server-only";

import { type Actor, isVendor } from "@/lib/auth/actor";
import { checks } from "@/lib/checks/registry";
import { deleteCommand, requirementsOfName } from "@/lib/cluster/objects";
import { boardForCustomer } from "@/lib/engine/customer-view";
import { fold } from "@/lib/engine/fold";
import { summarise } from "@/lib/engine/summary";
import type { AttestationRecord, Board, BoardRow, WaiverRecord } from "@/lib/engine/types";
import { CATALOGUE_VERSION, catalogue } from "@/lib/requirements/catalogue";

import { proveProject } from "./access";
import { attestationView } from "./attestations";
import { db, type Tx } from "./db";
import { factsOf } from "./facts";
import { residueOf } from "./probe-objects";
import { ACTIVE, runView } from "./runs";
import { observationView } from "./stored-observations";
import { waiverView } from "./waivers";
import { workOfRows } from "./work";

/** How many of a judgement's places a board shows. */
const SHOWN_PLACES = 50;

/** The last entry of each requirement: the rows come oldest first. */
function newest<Record extends { requirementId: string }>(records: readonly Record[]): Map<string, Record> {
  return new Map(records.map((record) => [record.requirementId, record]));
}

/** How many runs are searched for the one before of the same vantage. */
const LOOKED_BACK = 10;

/** Requirements whose verdict differs between the last two finished runs. */
async function changedSinceLastRun(tx: Pick<Tx, "run">, projectId: string): Promise<Set<string>> {
  const finished = await tx.run.findMany({
    where: { projectId, status: { notIn: ACTIVE } },
    orderBy: { seq: "desc" },
    take: LOOKED_BACK,
    select: {
      vantage: true,
      rows: { where: { verdict: { not: null } }, select: { requirementId: true, verdict: true } },
    },
  });
  const [last, ...earlier] = finished;
  // A look from elsewhere sees other things: only what the same place saw before can have changed.
  const before = earlier.find(({ vantage }) => vantage === last?.vantage);
  const then = new Map(before?.rows.map((row) => [row.requirementId, row.verdict]));
  return new Set(
    last?.rows
      .filter((row) => then.has(row.requirementId) && then.get(row.requirementId) !== row.verdict)
      .map((row) => row.requirementId),
  );
}

/** Reads and folds the whole board, in the caller's transaction where one is given. The caller has proved access. */
export async function boardOf(projectId: string, now = new Date(), tx?: Tx): Promise<Board> {
  const client = tx ?? (await db());
  const { boardRevision: revision } = await client.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { boardRevision: true },
  });
  const [{ facts }, observations, attestations, waivers, run, changed, worked, residue] = await Promise.all([
    factsOf(client, projectId),
    client.observation.findMany({ where: { projectId, current: true }, orderBy: { target: "asc" } }),
    client.attestation.findMany({
      where: { projectId, withdrawnAt: null },
      orderBy: { at: "asc" },
      omit: { fileBytes: true },
    }),
    client.waiver.findMany({ where: { projectId, revokedAt: null }, orderBy: { at: "asc" } }),
    client.run.findFirst({
      where: { projectId },
      orderBy: { seq: "desc" },
      include: { rows: { select: { requirementId: true, state: true, startedAt: true } } },
    }),
    changedSinceLastRun(client, projectId),
    workOfRows(client, projectId),
    residueOf(client, projectId),
  ]);
  const seen = groupByRequirement(observations);
  const attested = newest<AttestationRecord>(attestations.map(attestationView));
  const waived = newest<WaiverRecord>(waivers.map(waiverView));
  const working =
    run && ACTIVE.includes(run.status) ? new Map(run.rows.map((row) => [row.requirementId, row])) : undefined;
  const rows = catalogue.map((requirement): BoardRow => {
    const { id } = requirement;
    const work = working?.get(id);
    const attestation = attested.get(id);
    const waiver = waived.get(id);
    const people = worked.get(id);
    const row = fold({
      requirement,
      facts,
      observations: (seen.get(id) ?? []).map(observationView).map(shortened),
      checkable: checks.has(id),
      changed: changed.has(id),
      now,
      ...(attestation ? { attestation } : {}),
      ...(waiver ? { waiver } : {}),
      ...(work?.state === "queued" || work?.state === "running"
        ? { work: { progress: work.state, ...(work.startedAt ? { startedAt: work.startedAt.toISOString() } : {}) } }
        : {}),
    });
    const left = residue?.objects.filter(({ name }) => requirementsOfName(name).includes(id)) ?? [];
    return {
      ...row,
      ...(people ? { work: people } : {}),
      ...(left.length > 0 ? { residue: { objects: left.map(nameOf), command: deleteCommand(left) } } : {}),
    };
  });
  return {
    projectId,
    revision,
    rows,
    summary: summarise(rows),
    catalogueVersion: CATALOGUE_VERSION,
    ...(run
      ? {
          run: runView(
            run,
            run.rows.map(({ state }) => state),
          ),
        }
      : {}),
  };
}

const nameOf = ({ namespace, resource, name }: { namespace: string; resource: string; name: string }) =>
  `${namespace} ${resource}/${name}`;

/** A board is sent again and again: of a long list of places it carries the beginning. */
function shortened<Seen extends { places?: string[] }>(observation: Seen): Seen {
  const { places } = observation;
  return places && places.length > SHOWN_PLACES
    ? { ...observation, places: places.slice(0, SHOWN_PLACES) }
    : observation;
}

function groupByRequirement<Row extends { requirementId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.requirementId, [...(groups.get(row.requirementId) ?? []), row]);
  return groups;
}

/** The live checklist of a project that the actor may see, as somebody of his side sees it. */
export async function getBoard(actor: Actor, projectId: string): Promise<Board> {
  await proveProject(await db(), actor, projectId);
  const board = await boardOf(projectId);
  return isVendor(actor) ? board : boardForCustomer(board);
}

/** Board revisions of several projects, in one query. */
export async function boardRevisions(projectIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await (await db()).project.findMany({
    where: { id: { in: [...projectIds] } },
    select: { id: true, boardRevision: true },
  });
  return new Map(rows.map(({ id, boardRevision }) => [id, boardRevision]));
}
