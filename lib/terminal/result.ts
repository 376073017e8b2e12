import { z } from "zod";

import { inert } from "@/lib/probes/inert";

import { CHECKS_OF } from "./plan";
import { contentDigest } from "./seal";

/** Most bytes of a result, and most findings: a script writes some kilobytes and about a hundred. */
export const LARGEST_RESULT = 1024 * 1024;
const MOST_ITEMS = 1_000;
const MOST_REFUSALS = 100;
const LONGEST = 400;
export const RESULT_SCHEMA = "knovvu-readiness/terminal@1";

const text = z.string().max(LONGEST);
const Head = z.object({
  schema: text,
  runId: z.string().regex(/^[A-Za-z0-9-]{1,80}$/),
  project: text,
  role: z.enum(["terminal", "license"]),
  host: text,
  user: text,
  elevated: z.enum(["yes", "no", "unknown"]),
  startedAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  finishedAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  shell: text,
  count: z.string().regex(/^\d{1,7}$/),
});
const HEAD_ORDER = Object.keys(Head.shape) as (keyof TerminalHead)[];
const Item = z.strictObject({
  check: text,
  target: text,
  state: z.string().regex(/^[a-z][a-z-]{0,29}$/),
  detail: z
    .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,29}$/), text)
    .refine((detail) => Object.keys(detail).length <= 30),
});

/** Who looked, from where, when and with what, as the script wrote it. */
export type TerminalHead = z.output<typeof Head>;

/** One thing that a script saw. Every text is inert and bounded. */
export interface Finding {
  check: string;
  target: string;
  state: string;
  detail: Readonly<Record<string, string>>;
}

/** One finding that is not taken, with a sentence why. */
export interface RefusedItem {
  item: number;
  about: string;
  because: string;
}

/** A result that could be read. `digest` is over all that it says and is compared with the seal. */
export interface TerminalResult {
  head: TerminalHead;
  findings: Finding[];
  refused: RefusedItem[];
  digest: string;
  seal: string;
}

export type ReadResult = { ok: true; result: TerminalResult } | { ok: false; because: string };

const refuse = (because: string): ReadResult => ({ ok: false, because });

/** The text of an uploaded file: UTF-8 or UTF-16, with or without mark, as editors and shells leave it. */
export function decodeResult(bytes: Uint8Array): string {
  const utf16 = (label: "utf-16le" | "utf-16be") => new TextDecoder(label).decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16("utf-16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16("utf-16be");
  if (bytes[0] !== 0 && bytes[1] === 0) return utf16("utf-16le");
  if (bytes[0] === 0 && bytes[1] !== 0) return utf16("utf-16be");
  return new TextDecoder("utf-8").decode(bytes);
}

/** Reads what a script wrote. Nothing of it is believed yet: seal, run and age are compared by the caller. */
export function readResult(whole: string): ReadResult {
  if (whole.length > LARGEST_RESULT) return refuse("The result is larger than any script of ours writes.");
  const trimmed = whole.replace(/^\ufeff/, "").trim();
  if (trimmed === "") return refuse("The result is empty. Upload the file that the script wrote.");
  const parsed = parseJson(trimmed);
  if (parsed === undefined)
    return refuse(
      trimmed.startsWith("{")
        ? "The result is cut off or was changed: it cannot be read to its end. Upload the whole file as the script wrote it."
        : "This is no result of the script. Upload the file named readiness-….json that the script wrote.",
    );
  const head = Head.safeParse(parsed);
  const { items, seal } = parsed;
  if (!head.success || !Array.isArray(items) || typeof seal !== "string")
    return refuse("This is no result of the script. Upload the file named readiness-….json that the script wrote.");
  if (head.data.schema !== RESULT_SCHEMA)
    return refuse("The script that wrote this result is of another version. Hand out a new one and run it again.");
  if (items.length > MOST_ITEMS)
    return refuse(`The result has ${items.length} findings; a script of ours writes at most ${MOST_ITEMS}.`);
  if (items.length !== Number(head.data.count))
    return refuse(
      `The result is cut off: ${items.length} of ${head.data.count} findings are there. Upload the whole file.`,
    );
  const digest = contentDigest({ head: HEAD_ORDER.map((key) => head.data[key]), items: items.map(flat) });
  return { ok: true, result: { head: inertHead(head.data), ...sort(items, head.data.role), digest, seal } };
}

function parseJson(whole: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(whole);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

const written = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** The texts of an item in the order in which the script wrote them, whatever they are. */
function flat(item: unknown): string[] {
  if (typeof item !== "object" || item === null) return [written(item)];
  const { check, target, state, detail } = item as Record<string, unknown>;
  const pairs = typeof detail === "object" && detail !== null ? Object.entries(detail).flat() : [detail];
  return [check, target, state, ...pairs].map(written);
}

function inertHead(head: TerminalHead): TerminalHead {
  return {
    ...head,
    project: inert(head.project, 80),
    host: inert(head.host, 255),
    user: inert(head.user, 255),
    shell: inert(head.shell, 120),
  };
}

/** Items one by one: those that can be read, and those that cannot with the reason. */
function sort(items: readonly unknown[], role: TerminalHead["role"]): Pick<TerminalResult, "findings" | "refused"> {
  const findings: Finding[] = [];
  const refused: RefusedItem[] = [];
  const seen = new Set<string>();
  const say = (item: number, about: unknown, because: string) => {
    if (refused.length < MOST_REFUSALS) refused.push({ item, about: inert(written(about), 80), because });
  };
  for (const [index, raw] of items.entries()) {
    const read = Item.safeParse(raw);
    const named = typeof raw === "object" && raw !== null ? (raw as { check?: unknown }).check : raw;
    if (!read.success) {
      say(index + 1, named, "It does not have the form of a finding, or a text is too long.");
      continue;
    }
    const { check, target, state, detail } = read.data;
    const key = JSON.stringify([check, target]);
    if (!CHECKS_OF[role].includes(check)) say(index + 1, check, "A script of this kind does not look at that.");
    else if (seen.has(key)) say(index + 1, `${check} ${target}`, "The same thing was already told once.");
    else
      findings.push({
        check,
        target,
        state,
        detail: Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, inert(value, LONGEST)])),
      });
    seen.add(key);
  }
  return { findings, refused };
}
