import type { Answers } from "@/lib/intake/answers";
import type {
  Addressing,
  BucketPlace,
  ObjectStoreAnswer,
  ObjectStoreProbe,
  ObjectStoreResult,
} from "@/lib/probes/types";

/** Where a bucket lies unless the answers say otherwise (catalogue section 2). */
export const DEFAULT_REGION = "us-east-1";
/** S3 refuses signatures that are older than this. */
const SKEW_MS = 15 * 60_000;

/** What one addressing of a bucket led to. */
export interface Attempt {
  addressing: Addressing;
  /** Region of the last signature. */
  region: string;
  /** True when the server named another region than the answers, and that one was used. */
  corrected: boolean;
  head: ObjectStoreResult;
  /** Asked when HEAD settled nothing: its refusal has a body that names the reason. */
  location?: ObjectStoreResult<{ region: string }>;
}

/** Everything seen of one bucket on the way in. */
export interface WayIn {
  bucket: string;
  attempts: Attempt[];
  /** Why the virtual-hosted form was not asked, if it was not. */
  virtualOmitted?: string;
}

/** True when the server takes the keys and shows the bucket. */
export const isOpen = ({ head }: Attempt): boolean => head.ok && head.spoken && head.status === 200;

/** True when the keys are accepted, though they may not see the bucket: its other rights decide then. */
export function isAccepted(attempt: Attempt): boolean {
  if (isOpen(attempt)) return true;
  const { head, location } = attempt;
  if (!head.ok || !location?.ok || !location.spoken || isSkewed(location)) return false;
  return head.status === 403 && (location.status === 200 || location.code === "AccessDenied");
}

/** Our clock and the server's are further apart than a signature may be old. */
export function isSkewed(answer: ObjectStoreAnswer<unknown>): boolean {
  return (
    answer.code === "RequestTimeTooSkewed" || (answer.status >= 400 && Math.abs(answer.clockSkewMs ?? 0) > SKEW_MS)
  );
}

/** Why a bucket has no virtual-hosted name at this endpoint; undefined when it has one. */
export function noVirtualName(endpoint: string, bucket: string): string | undefined {
  const { hostname } = new URL(endpoint);
  if (/^[\d.]+$|^\[/.test(hostname)) return "An endpoint that is an IP address has no names for its buckets.";
  if (bucket.includes(".")) return `The dots in ${bucket} do not fit a wildcard certificate.`;
  return undefined;
}

async function attempt(probe: ObjectStoreProbe, place: BucketPlace): Promise<Attempt> {
  const { addressing, region } = place;
  const first = await probe.head(place);
  if (!first.ok || (first.status === 200 && first.spoken && first.requestId !== "")) {
    return { addressing, region, corrected: false, head: first };
  }
  const location = await probe.location(place);
  // A refusal of the connection that only a body could tell: the answer to HEAD has none.
  if (!location.ok && location.phase === "tls") return { addressing, region, corrected: false, head: location };
  const named = first.region ?? (location.ok ? location.region : undefined);
  if (first.status === 200 || named === undefined || named === region) {
    const head = first.status === 200 && location.ok ? { ...first, spoken: location.spoken } : first;
    return { addressing, region, corrected: false, head, location };
  }
  const there = { ...place, region: named };
  const head = await probe.head(there);
  const again = head.ok && head.status === 200 ? undefined : await probe.location(there);
  return { addressing, region: named, corrected: true, head, ...(again ? { location: again } : {}) };
}

/**
 * Signed HEAD of a bucket, path-style and, unless path style is stated and works, virtual-hosted
 * (os-endpoint). A region that the server names is tried once.
 */
export async function findWayIn(probe: ObjectStoreProbe, answers: Answers, bucket: string): Promise<WayIn> {
  const endpoint = answers["os.endpoint"] ?? "";
  const region = answers["os.region"] ?? DEFAULT_REGION;
  const stated = answers["os.addressing"] ?? "auto";
  const path = await attempt(probe, { bucket, addressing: "path", region });
  const attempts = [path];
  if (!path.head.ok) return { bucket, attempts };
  const virtualOmitted = noVirtualName(endpoint, bucket);
  if (virtualOmitted) return { bucket, attempts, virtualOmitted };
  if (stated !== "path" || !isAccepted(path))
    attempts.push(await attempt(probe, { bucket, addressing: "virtual", region }));
  return { bucket, attempts };
}

/** The attempt to build on: the stated addressing when it works, else the other one; undefined when none does. */
export function bestOf({ attempts }: WayIn, answers: Answers): Attempt | undefined {
  const stated = answers["os.addressing"] === "virtual" ? "virtual" : "path";
  const working = attempts.filter(isAccepted);
  return (
    working.find((one) => one.addressing === stated && isOpen(one)) ??
    working.find(isOpen) ??
    working.find((one) => one.addressing === stated) ??
    working[0]
  );
}
