import type { TerminalHead } from "./result";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A clock that is off by no more is not worth a word. */
const TOLERATED_MS = 5 * MINUTE_MS;

/** When the machine looked, by our clock; or why its times cannot be believed. */
export type Moment = { ok: true; observedAt: Date; skewMs?: number; note?: string } | { ok: false; because: string };

interface Times {
  received: Date;
  /** When it was handed out; undefined for a script that anybody may download. */
  handedOut?: Date;
  /** True when the result came straight from the machine: its clock can then be compared with ours. */
  straight: boolean;
  /** Days after which a look is not taken any more. */
  freshDays: number;
}

const shown = (ms: number) => {
  const minutes = Math.round(Math.abs(ms) / MINUTE_MS);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
};

/** Places a result in our time. A clock that is hours off is put right; one that is days off is refused. */
export function momentOf(
  { startedAt, finishedAt, host }: Pick<TerminalHead, "startedAt" | "finishedAt" | "host">,
  { received, handedOut, straight, freshDays }: Times,
): Moment {
  const started = Date.parse(startedAt);
  const finished = Date.parse(finishedAt);
  const now = received.getTime();
  if (Number.isNaN(started) || Number.isNaN(finished))
    return { ok: false, because: "The result names no readable time." };
  const ahead = finished - now;
  if (ahead > DAY_MS || (straight && Math.abs(ahead) > DAY_MS))
    return {
      ok: false,
      because: `The clock of ${host} is more than a day off (it said ${finishedAt}). Set it right and look again there.`,
    };
  const lasted = Math.min(Math.max(finished - started, 0), DAY_MS);
  if (straight) {
    const observedAt = new Date(now - lasted);
    if (Math.abs(ahead) <= TOLERATED_MS) return { ok: true, observedAt, skewMs: ahead };
    const note = `The clock of ${host} is ${shown(ahead)} ${ahead > 0 ? "ahead of" : "behind"} ours; the times were put right.`;
    return { ok: true, observedAt, skewMs: ahead, note };
  }
  if (handedOut && started < handedOut.getTime() - DAY_MS)
    return {
      ok: false,
      because: `This result is from ${startedAt.slice(0, 10)}, before it was asked for. Look again there.`,
    };
  if (now - started > freshDays * DAY_MS)
    return {
      ok: false,
      because: `This result is from ${startedAt.slice(0, 10)}, more than ${freshDays} days ago. Look again there.`,
    };
  if (ahead > TOLERATED_MS)
    return {
      ok: true,
      observedAt: received,
      note: `The clock of ${host} is at least ${shown(ahead)} ahead of ours; the time of the upload is taken.`,
    };
  if (handedOut && started < handedOut.getTime() - TOLERATED_MS)
    return {
      ok: true,
      observedAt: handedOut,
      note: `The clock of ${host} is at least ${shown(handedOut.getTime() - started)} behind ours; the time of handing out is taken.`,
    };
  return { ok: true, observedAt: new Date(Math.min(started, now)) };
}
