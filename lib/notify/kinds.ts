import { z } from "zod";

/** What a person can be told of. */
export const KINDS = [
  "row.red",
  "row.green",
  "assigned",
  "mentioned",
  "certificate.issued",
  "certificate.void",
  "credential.expiring",
] as const;
export type Kind = (typeof KINDS)[number];

/** By mail at once, once a day in one mail, or not. */
export const MAIL = ["now", "digest", "off"] as const;
export type Mail = (typeof MAIL)[number];

const Choice = z.object({ app: z.boolean(), mail: z.enum(MAIL) });
export type Choice = z.infer<typeof Choice>;
export type Choices = Record<Kind, Choice>;

/** What somebody is told who has chosen nothing: what is meant for him at once, the rest once a day. */
export const DEFAULT_CHOICES: Choices = {
  "row.red": { app: true, mail: "digest" },
  "row.green": { app: true, mail: "digest" },
  assigned: { app: true, mail: "now" },
  mentioned: { app: true, mail: "now" },
  "certificate.issued": { app: true, mail: "now" },
  "certificate.void": { app: true, mail: "now" },
  "credential.expiring": { app: true, mail: "now" },
};

/** The stored choices over the usual ones; what is not understood counts as not chosen. */
export function readChoices(text: string): Choices {
  const stored = z.partialRecord(z.enum(KINDS), Choice).catch({}).parse(parsed(text));
  return { ...DEFAULT_CHOICES, ...stored };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** What fills the sentence of a notification; ids and days, never a secret. */
export const NoticeData = z.object({
  /** Who did it. */
  by: z.string().optional(),
  /** Requirements it is about, the first one named. */
  requirements: z.array(z.string()).optional(),
  /** Headline of the first one, with the numbers that were in force then. */
  statement: z.string().optional(),
  /** Readiness certificate. */
  seq: z.number().optional(),
  because: z.string().optional(),
  /** Local day, YYYY-MM-DD. */
  day: z.string().optional(),
  /** Field of the intake. */
  field: z.string().optional(),
});
export type NoticeData = z.infer<typeof NoticeData>;

/** A notification as pages, mails and webhooks tell it. Times are ISO strings. */
export interface Notice {
  kind: Kind;
  data: NoticeData;
  at: string;
  project?: { id: string; name: string };
}

/** A notification in a person's list. */
export interface NoticeView extends Notice {
  id: string;
  read: boolean;
}
