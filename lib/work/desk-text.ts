import { field } from "@/lib/intake/sections";
import type { MessageKey } from "@/lib/messages";
import type { Translate } from "@/lib/messages/translate";

import type { Desk, OpenRow } from "./desks";
import { dayOf } from "./local-day";

/** The reader's language, in which the rows come already; `say` gives the name of a question in it. */
export interface Speech {
  t: Translate<MessageKey<"work">>;
  words: Translate<MessageKey<"words">>;
  say: (sentence: string) => string;
}

/** Which project the text is about, where its pages are, and when it was written. */
export interface TextPlace {
  /** Customer and environment. */
  project: string;
  /** Absolute address of the project, without a slash at the end. */
  home: string;
  /** Absolute address of the project's files. */
  files: string;
  now: Date;
}

/** Longest body that every mail program takes from a link. */
const LONGEST_MAIL = 1_700;

interface Item {
  title: string;
  state: string;
  lines: string[];
  command?: string;
  after: string[];
}

/** What somebody looks after and until when, in words; empty when neither is said. */
export function lookedAfter({ row: { work } }: OpenRow, { t }: Pick<Speech, "t">): string[] {
  const { assignee, dueOn } = work ?? {};
  return [
    ...(assignee?.kind === "person" ? [t("text-assigned", { name: assignee.name })] : []),
    ...(dueOn ? [t("due", { day: dayOf(dueOn) })] : []),
  ];
}

function item(open: OpenRow, { home, files }: TextPlace, { t, say }: Speech): Item {
  const { row, state, dependents } = open;
  const { remedy, missing } = row;
  const labels = missing.map((id) => say(field(id).label)).join(", ");
  return {
    title: row.statement,
    state: [t(`state-${state}`), ...(row.blocks ? [t("next-blocks")] : [])].join(", "),
    lines: [
      ...(state === "waiting" ? [t("text-answer", { text: labels })] : [t("text-found", { text: row.message })]),
      ...(remedy ? [t("text-do", { text: remedy.summary })] : []),
    ],
    ...(remedy?.command ? { command: remedy.command } : {}),
    after: [
      ...(remedy?.artefact ? [t("text-file", { link: `${files}/${remedy.artefact}` })] : []),
      ...(dependents > 0 ? [t("next-wait", { count: dependents })] : []),
      ...lookedAfter(open, { t }),
      t("text-details", { link: `${home}/checklist#${row.id}` }),
    ],
  };
}

function opening({ who, rows }: Desk, { project, now }: TextPlace, { t, words }: Speech): string {
  return t("text-hello", { project, who: words(`who-${who}`), count: rows.length, day: now });
}

const indented = (text: string, by: string) => text.replaceAll(/^/gm, by);

/** What a team has to settle, as plain text for a mail or a ticket. */
export function deskText(desk: Desk, place: TextPlace, speech: Speech): string {
  const items = desk.rows.map((open, at) => {
    const { title, state, lines, command, after } = item(open, place, speech);
    const rest = [
      ...lines.map((line) => indented(line, "   ")),
      ...(command ? [`   ${speech.t("text-command")}`, indented(command, "     ")] : []),
      ...after.map((line) => indented(line, "   ")),
    ];
    return [`${at + 1}. ${title} [${state}]`, ...rest].join("\n");
  });
  return [opening(desk, place, speech), ...items].join("\n\n");
}

/** Text of ours and of others inside Markdown: nothing in it is read as Markdown or HTML, but our own links stay links. */
function plain(text: string, { home, files }: TextPlace): string {
  return text
    .split(/\s+/)
    .map((part) =>
      part.startsWith(home) || part.startsWith(files) ? part : part.replaceAll(/[\\`*_{}[\]<>#+!|~&-]/g, "\\$&"),
    )
    .join(" ");
}

/** A code block that its content cannot end. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

/** What a team has to settle, as Markdown for a ticket. */
export function deskMarkdown(desk: Desk, place: TextPlace, speech: Speech): string {
  const items = desk.rows.map((open, at) => {
    const { title, state, lines, command, after } = item(open, place, speech);
    const list = (all: readonly string[]) => all.map((line) => `- ${plain(line, place)}`).join("\n");
    const code = command ? `${speech.t("text-command")}\n\n${fenced(command)}\n` : "";
    return [`## ${at + 1}. ${plain(title, place)}`, `**${plain(state, place)}**`, list(lines), code, list(after)]
      .filter(Boolean)
      .join("\n\n");
  });
  return [plain(opening(desk, place, speech), place), ...items].join("\n\n");
}

/** A link that opens a mail to the team's contact persons; a long text is cut between two entries, and says where the rest is. */
export function deskMail(desk: Desk, place: TextPlace, speech: Speech): string {
  const { t, words } = speech;
  const subject = t("text-subject", { project: place.project, who: words(`who-${desk.who}`) });
  const whole = deskText(desk, place, speech);
  const more = t("text-more", { link: `${place.home}/next?who=${desk.who}` });
  let body = whole;
  for (let kept = desk.rows.length - 1; encodeURIComponent(body).length > LONGEST_MAIL && kept >= 0; kept--) {
    const some = deskText({ ...desk, rows: desk.rows.slice(0, kept) }, place, speech)
      .split("\n\n")
      .slice(1);
    body = [opening(desk, place, speech), ...some, more].join("\n\n");
  }
  const to = desk.contacts.map(({ email }) => encodeURIComponent(email).replaceAll("%40", "@")).join(",");
  return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}
