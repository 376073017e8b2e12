import { createHash } from "node:crypto";

import { db } from "@/lib/data/db";
import { searchText } from "@/lib/messages/search";
import { catalogue } from "@/lib/requirements/catalogue";
import { ACTORS } from "@/lib/requirements/vocabulary";

const NAMES = [
  "İş Bankası",
  "Çağrı Sigorta",
  "Işık Telekom",
  "Acme Bank",
  "Nordwind",
  "Ünlü Enerji",
  "Globex",
  "Şeker",
];
const PLACES = ["Production", "Test", "DR", "Üretim"];
const BATCH = 2_000;
const DAY_MS = 86_400_000;
const TREND = 30;

/** A number between 0 and 1 that is the same at every measurement. */
function chance(...of: (string | number)[]): number {
  return createHash("sha256").update(of.join(" ")).digest().readUInt32BE(0) / 2 ** 32;
}

async function inBatches<Row>(rows: readonly Row[], write: (batch: Row[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) await write(rows.slice(at, at + BATCH));
}

/** Writes as many folded projects, each with a row of every requirement and thirty days of history. */
export async function seedPortfolio(count: number, createdBy: string, now = new Date()): Promise<void> {
  const client = await db();
  const day = (ago: number) => new Date(now.getTime() - ago * DAY_MS);
  const projects = Array.from({ length: count }, (_, at) => {
    const id = `cseed${String(at).padStart(8, "0")}`;
    const customer = `${NAMES[at % NAMES.length]} ${at + 1}`;
    const environment = PLACES[Math.floor(chance("place", at) * PLACES.length)] ?? "Test";
    const states = catalogue.map(({ id: requirementId, severity }) => {
      const settled = chance(at, requirementId) < 0.2 + 0.75 * chance("pace", at);
      const redAt = chance("red", at, requirementId) < 0.6 ? day(40 * chance("since", at, requirementId) + 20) : null;
      const daysToGreen = settled && redAt ? Math.floor(18 * chance("days", at, requirementId)) : null;
      return {
        projectId: id,
        requirementId,
        verdict: settled ? "pass" : chance("kind", at, requirementId) < 0.6 ? "fail" : "could-not-tell",
        blocks: !settled && severity === "blocker",
        settled,
        since: day(10),
        redAt,
        greenAt: redAt && daysToGreen !== null ? new Date(redAt.getTime() + daysToGreen * DAY_MS) : null,
        daysToGreen,
      };
    });
    const blocking = states.filter(({ blocks }) => blocks).length;
    const settled = states.filter((one) => one.settled).length;
    const failing = states.filter(({ blocks, verdict }) => blocks && verdict === "fail").length;
    const acting = ACTORS.filter((who) => blocking > 0 && chance("acts", at, who) < 0.4);
    const ready = blocking === 0;
    const begins = new Date(now.getTime() + (chance("install", at) * 120 - 20) * DAY_MS);
    const dated = chance("dated", at) < 0.85;
    const days = Array.from({ length: TREND }, (_, ago) => ({
      projectId: id,
      day: day(ago).toISOString().slice(0, 10),
      blocking: Math.round(
        blocking + ago * 0.8 * chance("slope", at) + 2 * chance("noise", at, ago) * (ago > 0 ? 1 : 0),
      ),
      settled,
      applicable: states.length,
    }));
    return {
      states,
      days,
      row: {
        id,
        customer,
        environment,
        searchText: searchText(`${customer} ${environment}`),
        createdBy,
        createdAt: day(60 + at / 100),
        changedAt: day(30 * chance("changed", at)),
        closedAt: chance("closed", at) < 0.1 ? day(5) : null,
        boardRevision: 1,
        foldedRevision: 1,
        foldedAt: now,
        ready,
        blocking,
        failing,
        settled,
        applicable: states.length,
        mustAct: JSON.stringify(Object.fromEntries(acting.map((who) => [who, 1 + Math.floor(5 * chance(at, who))]))),
        toAct: acting.length,
        progress: ready ? 100 : Math.min(99, Math.floor((100 * settled) / states.length)),
        trend: blocking - (days.at(-1)?.blocking ?? blocking),
        installStart: dated ? begins.toISOString().slice(0, 10) : null,
        installEnd: dated ? new Date(begins.getTime() + 10 * DAY_MS).toISOString().slice(0, 10) : null,
      },
    };
  });
  await inBatches(
    projects.map(({ row }) => row),
    (data) => client.project.createMany({ data }),
  );
  await inBatches(
    projects.flatMap(({ states }) => states),
    (data) => client.rowState.createMany({ data }),
  );
  await inBatches(
    projects.flatMap(({ days }) => days),
    (data) => client.projectDay.createMany({ data }),
  );
}
