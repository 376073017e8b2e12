import type { AuditView } from "@/lib/audit/vocabulary";
import type { FieldId } from "@/lib/intake/answers";
import { field } from "@/lib/intake/sections";
import type { MessageKey } from "@/lib/messages";
import type { Translate } from "@/lib/messages/translate";
import type { Verdict, WhoActs } from "@/lib/requirements/vocabulary";
import type { Say } from "@/lib/sentences/translate";
import { dayOf } from "@/lib/work/local-day";

type Work = Translate<MessageKey<"work">>;
type Words = Translate<MessageKey<"words">>;

function turned({ details: { before, after, run } }: AuditView, t: Work, words: Words): string {
  const verdict = (value: unknown) => words(`verdict-${value as Verdict | "none"}`);
  const turn = { before: verdict(before), after: verdict(after) };
  return run === undefined ? t("did-verdict-turned", turn) : t("did-verdict-turned-run", { ...turn, run: Number(run) });
}

function assigned({ actor, details: { name, role, dueOn } }: AuditView, t: Work, words: Words): string {
  if (!name && !role && !dueOn) return t("did-assignment-cleared", { actor });
  const to = name ? String(name) : role ? words(`who-${role as WhoActs}`) : t("nobody");
  return t("did-assignment-changed", {
    actor,
    to,
    due: dueOn ? t("due-short", { day: dayOf(String(dueOn)) }) : t("no-day"),
  });
}

/** An entry of a requirement's history as a sentence in the reader's language. */
export function historySentence(entry: AuditView, t: Work, words: Words, say: Say): string {
  const { action, actor, subject, details } = entry;
  const day = new Date(String(details.expiresAt));
  const internal = details.internal ? "yes" : "no";
  const label = () => say(field(subject as FieldId).label);
  switch (action) {
    case "verdict.turned":
      return turned(entry, t, words);
    case "assignment.changed":
      return assigned(entry, t, words);
    case "attestation.given":
      return t("did-attestation-given", { actor, holds: details.holds ? "yes" : "no" });
    case "attestation.withdrawn":
      return t("did-attestation-withdrawn", { actor });
    case "waiver.given":
      return t("did-waiver-given", { actor, day });
    case "waiver.ended":
      return t("did-waiver-ended", { actor });
    case "comment.added":
      return t("did-comment-added", { actor, internal });
    case "comment.removed":
      return t("did-comment-removed", { actor, internal });
    case "answer.taken-from-finding":
      return t("did-answer-taken-from-finding", { actor, field: label() });
    case "answers.imported":
      return t("did-answers-imported", { actor, field: label() });
    case "secret.set":
      return t("did-secret-set", { actor, field: label() });
    case "secret.removed":
      return t("did-secret-removed", { actor, field: label() });
    default:
      return t("did-answer-saved", { actor, field: label() });
  }
}
