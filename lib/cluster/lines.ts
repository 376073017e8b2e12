import { z } from "zod";

/** Bounds of what a pod may say: its log is written at the customer's and is hostile until parsed. */
const MOST_LINES = 2_000;
const LONGEST_LINE = 1_024;
const MOST_CHARS = 2 * 1024 * 1024;
const MARK = "RDY|";

const word = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9 ._:;/=+-]*$/);
const name = word(253).regex(/^[A-Za-z0-9._:-]+$/);
const number = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
/** Seconds since 1970, up to the year 9999: what lies beyond is no date. */
const second = number.max(253_402_300_799);
const place = { node: name };

const Start = z.strictObject({ start: name, code: name, node: name, pod: name, at: second });
/** A first line that is right but for its moment. */
const Undated = Start.extend({ at: z.unknown() });
const End = z.strictObject({ end: name, node: name });
const Reach = z.strictObject({
  check: name,
  ...place,
  /** The namespace that the pod stands in. */
  from: name,
  host: name,
  port: number.max(65_535),
  mode: z.enum(["tcp", "pg", "tds", "http", "tls", "name"]),
  state: z.enum(["connected", "refused", "timeout", "dns", "other", "answered", "nxdomain", "noanswer"]),
  detail: word(160),
  ms: number,
});
const Maps = z.strictObject({ check: z.literal("obs-elastic-incluster"), ...place, maps: number });
const Volume = z.strictObject({
  check: z.literal("st-dynamic-live"),
  ...place,
  state: z.enum(["written", "denied"]),
  detail: word(160),
  ms: number,
  bytes: number,
  fs: word(64),
});
const SquashWrite = z.strictObject({
  check: z.literal("st-nfs-squash"),
  phase: z.literal("write"),
  ...place,
  uid: number,
  create: z.enum(["ok", "denied"]),
  owner: word(20),
  chmod: z.enum(["ok", "no"]),
  fs: word(64),
  root: word(40),
});
const SquashRead = z.strictObject({
  check: z.literal("st-nfs-squash"),
  phase: z.literal("read"),
  ...place,
  uid: number,
  file: word(20),
  result: z.enum(["readable", "denied"]),
});
const Redirect = z.strictObject({
  check: z.literal("net-ssl-redirect"),
  ...place,
  scheme: z.enum(["http", "https"]),
  code: number.max(999),
  location: word(160),
  hsts: z.enum(["yes", "no"]),
  server: word(160),
  mine: z.enum(["yes", "no"]),
});

export type StartLine = z.infer<typeof Start>;
export type ReachLine = z.infer<typeof Reach>;
export type MapsLine = z.infer<typeof Maps>;
export type VolumeLine = z.infer<typeof Volume>;
export type SquashLine = z.infer<typeof SquashWrite> | z.infer<typeof SquashRead>;
export type RedirectLine = z.infer<typeof Redirect>;

/** What the logs of the pods say, sorted by what it is; everything else of a log is dropped unread. */
export interface Said {
  starts: StartLine[];
  /** Nodes whose pod came to its end. */
  ends: string[];
  reach: ReachLine[];
  maps: MapsLine[];
  volume: VolumeLine[];
  squash: SquashLine[];
  redirect: RedirectLine[];
  /** Lines that bear our mark and are none of ours, with the number of the line and the reason. */
  refused: { line: number; because: string }[];
}

export function nothingSaid(): Said {
  return { starts: [], ends: [], reach: [], maps: [], volume: [], squash: [], redirect: [], refused: [] };
}

const SORTED = [
  ["starts", Start],
  ["reach", Reach],
  ["maps", Maps],
  ["volume", Volume],
  ["squash", z.union([SquashWrite, SquashRead])],
  ["redirect", Redirect],
] as const;

/**
 * Reads the `RDY|{json}` lines of a log. Too much, too long, broken or unknown lines are refused one by one
 * with a reason; nothing of them is kept.
 */
export function readLines(log: string): Said {
  const said = nothingSaid();
  const text = log.slice(0, MOST_CHARS);
  let taken = 0;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const at = raw.indexOf(MARK);
    if (at < 0) continue;
    const refuse = (because: string) => {
      if (said.refused.length < 50) said.refused.push({ line: index + 1, because });
    };
    if (++taken > MOST_LINES) {
      refuse(`More than ${MOST_LINES} lines: the rest was not read.`);
      break;
    }
    const body = raw.slice(at + MARK.length);
    if (body.length > LONGEST_LINE) refuse("The line is longer than any that a probe writes.");
    else sort(body, said, refuse);
  }
  if (log.length > MOST_CHARS) said.refused.push({ line: 0, because: "The log was too long; its end was not read." });
  return said;
}

/** Why a first line is refused whose moment is none. */
export const NO_DATE = "The moment in this line is no date.";

function sort(body: string, said: Said, refuse: (because: string) => void): void {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    refuse("The line is cut off or broken.");
    return;
  }
  const end = End.safeParse(value);
  if (end.success) {
    said.ends.push(end.data.node);
    return;
  }
  for (const [kind, schema] of SORTED) {
    const parsed = schema.safeParse(value);
    if (parsed.success) {
      (said[kind] as unknown[]).push(parsed.data);
      return;
    }
  }
  if (Undated.safeParse(value).success) refuse(NO_DATE);
  else refuse("The line is none that a probe of this version writes.");
}

/** The lines of several logs as one. */
export function together(all: readonly Said[]): Said {
  const sum = nothingSaid();
  for (const one of all)
    for (const kind of Object.keys(sum) as (keyof Said)[]) (sum[kind] as unknown[]).push(...one[kind]);
  return sum;
}
