import type { FieldId } from "@/lib/intake/answers";
import { displayAnswer, field, isFieldId, sectionOf } from "@/lib/intake/sections";
import { type MessageKey, translator } from "@/lib/messages";
import type { Locale } from "@/lib/messages/locales";
import type { Translate } from "@/lib/messages/translate";
import { sentencesIn } from "@/lib/sentences";
import type { Say } from "@/lib/sentences/translate";

import type { CertificateContent, CertificateRow } from "./content";

/** How a certificate speaks to one reader: his language, his zone. */
export interface Wording {
  locale: Locale;
  timeZone: string;
  t: Translate<MessageKey<"report">>;
  words: Translate<MessageKey<"words">>;
  /** Says a sentence of the catalogue or of a check. */
  say: Say;
  /** A point in time, to the minute. */
  moment: (iso: string) => string;
  day: (iso: string) => string;
}

/** The wording of a certificate in a language, with times in an IANA zone. */
export function wording(locale: Locale, timeZone = "UTC"): Wording {
  const format = (options: Intl.DateTimeFormatOptions) => (iso: string) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(new Date(iso));
  return {
    locale,
    timeZone,
    t: translator(locale, "report", timeZone),
    words: translator(locale, "words", timeZone),
    say: sentencesIn(locale),
    moment: format({ dateStyle: "long", timeStyle: "short", hourCycle: "h23" }),
    day: format({ dateStyle: "long" }),
  };
}

/** How old a result was when it was signed. */
export function age({ t }: Wording, seconds: number): string {
  const hours = Math.round(seconds / 3600);
  if (hours < 1) return t("age-minutes", { count: Math.round(seconds / 60) });
  return hours < 48 ? t("age-hours", { count: hours }) : t("age-days", { count: Math.round(hours / 24) });
}

/** A row's verdict in a word, and what settled it where that is no verdict. */
export function result({ t, words }: Wording, row: CertificateRow): { verdict: string; settled?: string } {
  const verdict = words(`verdict-${row.verdict ?? "none"}`);
  if (row.settledBy === "waiver") return { verdict, settled: t("by-waiver") };
  if (row.settledBy === "attestation") return { verdict, settled: t("by-attestation") };
  return row.settledBy ? { verdict } : { verdict, settled: t("open") };
}

/** Rows by group, in the order of the catalogue. */
export function byGroup(rows: readonly CertificateRow[]): [CertificateRow["group"], CertificateRow[]][] {
  const groups = new Map<CertificateRow["group"], CertificateRow[]>();
  for (const row of rows) groups.set(row.group, [...(groups.get(row.group) ?? []), row]);
  return [...groups];
}

/** How many rows were settled by what. */
export function settledCounts(rows: readonly CertificateRow[]): { seen: number; attested: number; accepted: number } {
  const applicable = rows.filter(({ verdict }) => verdict !== "not-applicable");
  const count = (by: CertificateRow["settledBy"]) => applicable.filter(({ settledBy }) => settledBy === by).length;
  return { seen: count("verdict"), attested: count("attestation"), accepted: count("waiver") };
}

/** The days of the installation, as far as they are answered. */
export function installation({ t, day }: Wording, { answers }: CertificateContent): string {
  const of = (id: string) => answers.find(({ field: one }) => one === id)?.value;
  const [start, end] = [of("project.installStart"), of("project.installEnd")];
  return typeof start === "string" && typeof end === "string"
    ? t("from-to", { start: day(start), end: day(end) })
    : t("no-days");
}

const SHOWN_LINES = 14;

/** An answer in lines of the reader's words; what a person wrote stays as it is. */
export function answerLines({ t, say }: Wording, id: FieldId, value: unknown): string[] {
  const chosen = ["tri", "choice", "choices"].includes(field(id).kind);
  const all = displayAnswer(id, value).map((line) => (chosen ? say(line) : line));
  return all.length > SHOWN_LINES
    ? [...all.slice(0, SHOWN_LINES), t("more-lines", { count: all.length - SHOWN_LINES })]
    : all;
}

interface SectionOfAnswers {
  title: string;
  answers: { question: string; lines: string[] }[];
}

/** The answers of each section, in lines of words; long ones are cut with a note of how much is left out. */
export function answersBySection(wording: Wording, { answers }: CertificateContent): SectionOfAnswers[] {
  const sections = new Map<string, SectionOfAnswers>();
  for (const { field: id, value } of answers) {
    if (id === "resp.matrix" || !isFieldId(id)) continue; // the matrix has a table of its own
    const title = wording.say(sectionOf(id).title);
    const section = sections.get(title) ?? { title, answers: [] };
    section.answers.push({ question: wording.say(field(id).label), lines: answerLines(wording, id, value) });
    sections.set(title, section);
  }
  return [...sections.values()];
}

/** What may be shown of a stored secret: the identity in it and when it expires. */
export function secretLines({ t, day }: Wording, secret: CertificateContent["secrets"][number]): string[] {
  const { summary } = secret.shown as { summary?: { identity?: string; serverHost?: string; expiresAt?: string } };
  if (!summary) return [];
  return [
    ...(summary.identity ? [summary.identity] : []),
    ...(summary.serverHost ? [summary.serverHost] : []),
    ...(summary.expiresAt ? [t("expires", { day: day(summary.expiresAt) })] : []),
  ];
}

/** A question with the section that asks it: several sections ask for a host or a password. */
export function questionLabel({ say }: Wording, id: string): string {
  return isFieldId(id) ? `${say(sectionOf(id).title)}: ${say(field(id).label)}` : id;
}

/** Rows of the matrix, as the answer holds them. */
export function matrixRows({ say }: Wording, { answers }: CertificateContent): string[][] {
  const value = answers.find(({ field: one }) => one === "resp.matrix")?.value;
  if (!Array.isArray(value)) return [];
  const columns = field("resp.matrix").columns?.slice(0, 4) ?? [];
  return value.map((one) =>
    columns.map(({ key, options }) => {
      const text = String((one as Record<string, unknown>)[key] ?? "");
      const label = options?.find((option) => option.value === text)?.label;
      return label === undefined ? text : say(label);
    }),
  );
}

/** Who agreed to the matrix, as sentences. */
export function agreements({ t, moment }: Wording, { matrixWords }: CertificateContent): string[] {
  if (matrixWords.length === 0) return [t("agreed-none")];
  return matrixWords.map(({ side, person, at, holds }) => {
    const agreed = t(side === "customer" ? "agreed-customer" : "agreed-sestek", { person, at: moment(at) });
    return holds ? agreed : `${agreed} ${t("agreed-before")}`;
  });
}

/** The statement of a requirement as it was signed, for a table of words given on it. */
export function statementOf({ say }: Wording, { rows }: CertificateContent, requirementId: string): string {
  return say(rows.find(({ id }) => id === requirementId)?.statement ?? requirementId);
}

/** A waiver's own days in words. */
export function waiverEnd({ t, day }: Wording, { expiresAt }: CertificateContent["waivers"][number]): string {
  return t("until", { day: day(expiresAt) });
}
