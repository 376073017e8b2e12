import { connectionTrouble } from "@/lib/checks/connection-trouble";
import { defineCheck, type JudgeContext, type Judgement, type Step } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";
import type { ObjectStoreProbe, ObjectStoreResult } from "@/lib/probes/types";

import { kept, named } from "./answer-trouble";
import { judgeWritten, writtenSteps } from "./rights-verdict";
import { bestOf, findWayIn } from "./way-in";
import { type Written, went, writeAndRemove } from "./writing";

/** What was seen of one bucket's rights. */
export interface Rights {
  bucket: string;
  /** False when the bucket could not be reached as `os-endpoint` reaches it. */
  reached: boolean;
  location?: ObjectStoreResult<{ region: string }>;
  list?: ObjectStoreResult;
  versioning?: ObjectStoreResult<{ state: string }>;
  objectLock?: ObjectStoreResult<{ retention: string }>;
  written?: Written;
}

/** Nothing new is written after this many deadlines of one request; removing may take the others. */
const START_WITHIN = 2;
const DEADLINES = 8;

/** The keys may read, write and delete in the buckets (S175). Writes one object a bucket, with consent. */
export const osBucketRights = defineCheck({
  id: "os-bucket-rights",
  needs: ["objectStore"],
  deadlineMs: ({ limits }) => limits.checkMs * DEADLINES,
  async run({ answers, facts, probes, consented, signal }) {
    const startsUntil = Date.now() + facts.policy.limits.checkMs * START_WITHIN;
    const seen: Rights[] = [];
    for (const bucket of answers["os.buckets"] ?? []) {
      const best = bestOf(await findWayIn(probes.objectStore, answers, bucket), answers);
      if (!best || signal.aborted) {
        seen.push({ bucket, reached: false });
        continue;
      }
      const place = { bucket, addressing: best.addressing, region: best.region };
      const rights = await readRights(probes.objectStore, place);
      const mayWrite = consented && !signal.aborted && Date.now() < startsUntil && writable(rights);
      seen.push({ ...rights, ...(mayWrite ? { written: await writeAndRemove(probes.objectStore, place) } : {}) });
    }
    return seen;
  },
  verdict: (seen, context) => seen.map((rights) => judge(rights, context)),
});

async function readRights(
  probe: ObjectStoreProbe,
  place: Parameters<ObjectStoreProbe["list"]>[0],
): Promise<Omit<Rights, "written">> {
  const [location, list, versioning, objectLock] = await Promise.all([
    probe.location(place),
    probe.list(place),
    probe.versioning(place),
    probe.objectLock(place),
  ]);
  return { bucket: place.bucket, reached: true, location, list, versioning, objectLock };
}

/** How long objects are kept by default: then a test object could not be removed. */
function retention({ objectLock }: Rights): string {
  return (objectLock?.ok && objectLock.value?.retention) || "";
}

/** An endpoint that stopped answering is not written to, and neither is a bucket that keeps what it gets. */
function writable(rights: Rights): boolean {
  const { location, list, versioning, objectLock } = rights;
  return [location, list, versioning, objectLock].every((one) => one?.ok) && !retention(rights);
}

function judge(rights: Rights, context: JudgeContext): Judgement {
  const { bucket, location, list, versioning, objectLock, written } = rights;
  const about = {
    target: bucket,
    expected: "the keys may list, write, read and delete",
    steps: [step("location", location), step("list", list), ...writtenSteps(written)],
    evidence: keptOf(rights),
  };
  const untold = (reasonCode: Judgement["reasonCode"], message: string): Judgement => ({
    ...about,
    verdict: "could-not-tell",
    reasonCode,
    message,
  });
  if (!rights.reached)
    return untold(
      "app-unreachable",
      `${bucket} could not be reached in the way that the endpoint's row describes. Settle that row first.`,
    );
  const broken = [location, list, versioning, objectLock].find((one) => one && !one.ok);
  if (broken && !broken.ok) return { ...connectionTrouble(broken, about), verdict: "could-not-tell" };
  const busy = [location, list].find(
    (one) => one?.ok && (one.status === 429 || (one.status >= 500 && one.status !== 501)),
  );
  if (busy?.ok)
    return untold(
      "error",
      `${bucket} was answered with ${named(busy)}, which settles nothing. Run this again, or ask the storage's administrator.`,
    );
  const denied = deniedReads(rights);
  if (retention(rights))
    return untold(
      "unsupported",
      `${bucket} keeps every object for ${retention(rights)} (object lock), so nothing was written: a test object could not be removed. Use a bucket without a default retention, or ask SESTEK whether it suits.`,
    );
  if (!context.consented)
    return untold(
      "answer-missing",
      `Writing was not tried, because nobody has agreed to it yet: it writes one object of 1 KiB named rdy/… into ${bucket} and removes it.${denied ? ` ${denied}` : ""}`,
    );
  if (!written) return untold("timeout", `There was no time left to write into ${bucket}. Run this row again alone.`);
  const judged = judgeWritten(bucket, written);
  const versioned =
    (versioning?.ok && versioning.value?.state === "Enabled") ||
    (written.put.ok && written.put.value?.versionId !== undefined && written.put.value.versionId !== "null");
  const reservations: (Reservation & { found: string })[] = [];
  if (denied) reservations.push({ reasonCode: "forbidden", message: denied, found: "list or location denied" });
  if (versioned)
    reservations.push({
      reasonCode: "unsupported",
      message:
        "Versioning is on: what the products delete stays as an old version until a lifecycle rule removes it. Add such a rule, or suspend versioning.",
      found: "versioning is on",
    });
  const warning = warningOf(reservations);
  if (!warning) return { ...about, ...judged };
  const message = [judged.message, warning.message].join(" ");
  if (judged.verdict !== "pass") return { ...about, ...judged, message };
  return { ...about, ...warning, message, found: reservations.map(({ found }) => found).join("; ") };
}

/** Which of the reading rights are missing, in a sentence; empty when none is. */
function deniedReads({ bucket, location, list }: Rights): string {
  const names = [
    ...(went(list) ? [] : [`listing (${list?.ok ? named(list) : "no answer"})`]),
    ...(went(location) ? [] : [`its location (${location?.ok ? named(location) : "no answer"})`]),
  ];
  if (names.length === 0) return "";
  return `The keys were refused ${names.join(" and ")} of ${bucket}. Grant s3:ListBucket and s3:GetBucketLocation.`;
}

function step(name: string, answer: ObjectStoreResult<unknown> | undefined): Step {
  if (!answer) return { name, state: "not-reached" };
  if (went(answer)) return { name, state: "done" };
  if (answer.ok && (answer.status === 403 || answer.status === 401))
    return { name, state: "failed", detail: named(answer) };
  return { name, state: "could-not-tell", detail: answer.ok ? named(answer) : answer.message };
}

function keptOf({ bucket, location, list, versioning, objectLock, written }: Rights): Record<string, unknown> {
  const { key, ...calls } = written ?? {};
  const answers: Record<string, ObjectStoreResult<unknown> | undefined> = {
    location,
    list,
    versioning,
    objectLock,
    ...calls,
  };
  const shown = Object.entries(answers).flatMap(([name, answer]) => (answer ? [[name, kept(answer)] as const] : []));
  return { bucket, ...(key ? { object: key } : {}), ...Object.fromEntries(shown) };
}
