import { field, isFieldId } from "@/lib/intake/sections";
import { translator } from "@/lib/messages";
import type { Locale } from "@/lib/messages/locales";
import { isRequirementId, requirement } from "@/lib/requirements/catalogue";
import { sentencesIn } from "@/lib/sentences";

import type { Notice } from "./kinds";

const SENTENCE = {
  "row.red": "say-row-red",
  "row.green": "say-row-green",
  assigned: "say-assigned",
  mentioned: "say-mentioned",
  "certificate.issued": "say-certificate-issued",
  "certificate.void": "say-certificate-void",
  "credential.expiring": "say-credential-expiring",
} as const;

/** What a notification says, in one sentence of the reader's language. */
export function noticeSentence({ kind, data }: Pick<Notice, "kind" | "data">, locale: Locale): string {
  const say = sentencesIn(locale);
  const t = translator(locale, "notifications");
  const [first] = (data.requirements ?? []).filter(isRequirementId);
  return t(SENTENCE[kind], {
    by: data.by ?? "",
    count: data.requirements?.length ?? 0,
    requirement: first ? say(data.statement ?? requirement(first).statement) : "",
    seq: data.seq ?? 0,
    because: say(data.because ?? ""),
    day: data.day ?? "",
    credential: data.field && isFieldId(data.field) ? say(field(data.field).label) : "",
  });
}

/** The page that a notification leads to. */
export function noticePath({ kind, data, project }: Notice): string {
  if (!project) return "/notifications";
  const home = `/projects/${project.id}`;
  if (kind === "certificate.issued" || kind === "certificate.void") return `${home}/sign-off`;
  if (kind === "credential.expiring") return `${home}/intake/access`;
  const [first] = data.requirements ?? [];
  return first ? `${home}/checklist#${first}` : `${home}/next`;
}
