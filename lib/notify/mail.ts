import { translator } from "@/lib/messages";
import type { Locale } from "@/lib/messages/locales";

import type { Notice } from "./kinds";
import { noticePath, noticeSentence } from "./sentence";

/** A mail as it goes out: plain text, which every reader shows. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Line ends in a header would begin another header (ASVS 1.3.11). */
const oneLine = (text: string) => text.replaceAll(/[\r\n\p{Cc}]+/gu, " ").slice(0, 200);

/** One notification as a mail in the person's language. `origin` is the address of this installation. */
export function noticeMail(notice: Notice, person: { email: string; locale: Locale }, origin: string): Mail {
  const t = translator(person.locale, "mails");
  const sentence = noticeSentence(notice, person.locale);
  return {
    to: person.email,
    subject: oneLine(notice.project ? `${notice.project.name}: ${sentence}` : sentence),
    text: [sentence, "", `${origin}${noticePath(notice)}`, "", t("why", { account: `${origin}/account` })].join("\n"),
  };
}

/** What happened in a day as one mail, by project. */
export function digestMail(
  notices: readonly Notice[],
  person: { email: string; locale: Locale },
  origin: string,
): Mail {
  const t = translator(person.locale, "mails");
  const projects = new Map<string, Notice[]>();
  for (const notice of notices) {
    const name = notice.project?.name ?? "";
    projects.set(name, [...(projects.get(name) ?? []), notice]);
  }
  const parts = [...projects].map(([name, list]) =>
    [
      name,
      ...list.map((notice) => `- ${noticeSentence(notice, person.locale)}\n  ${origin}${noticePath(notice)}`),
    ].join("\n"),
  );
  return {
    to: person.email,
    subject: oneLine(t("digest-subject", { count: notices.length })),
    text: [...parts, t("why", { account: `${origin}/account` })].join("\n\n"),
  };
}
