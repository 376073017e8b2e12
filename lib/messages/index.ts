import compile from "icu-minify/compile";

import accessEn from "./en/access.json";
import accountEn from "./en/account.json";
import auditEn from "./en/audit.json";
import boardEn from "./en/board.json";
import brokenEn from "./en/broken.json";
import decisionsEn from "./en/decisions.json";
import elsewhereEn from "./en/elsewhere.json";
import entryEn from "./en/entry.json";
import filesEn from "./en/files.json";
import helpEn from "./en/help.json";
import intakeEn from "./en/intake.json";
import kubeconfigEn from "./en/kubeconfig.json";
import mailsEn from "./en/mails.json";
import notificationsEn from "./en/notifications.json";
import overviewEn from "./en/overview.json";
import peopleEn from "./en/people.json";
import portsEn from "./en/ports.json";
import productsEn from "./en/products.json";
import projectsEn from "./en/projects.json";
import reportEn from "./en/report.json";
import responsibilityEn from "./en/responsibility.json";
import runsEn from "./en/runs.json";
import shellEn from "./en/shell.json";
import signoffEn from "./en/signoff.json";
import wordsEn from "./en/words.json";
import workEn from "./en/work.json";
import type { Locale } from "./locales";
import accessTr from "./tr/access.json";
import accountTr from "./tr/account.json";
import auditTr from "./tr/audit.json";
import boardTr from "./tr/board.json";
import brokenTr from "./tr/broken.json";
import decisionsTr from "./tr/decisions.json";
import elsewhereTr from "./tr/elsewhere.json";
import entryTr from "./tr/entry.json";
import filesTr from "./tr/files.json";
import helpTr from "./tr/help.json";
import intakeTr from "./tr/intake.json";
import kubeconfigTr from "./tr/kubeconfig.json";
import mailsTr from "./tr/mails.json";
import notificationsTr from "./tr/notifications.json";
import overviewTr from "./tr/overview.json";
import peopleTr from "./tr/people.json";
import portsTr from "./tr/ports.json";
import productsTr from "./tr/products.json";
import projectsTr from "./tr/projects.json";
import reportTr from "./tr/report.json";
import responsibilityTr from "./tr/responsibility.json";
import runsTr from "./tr/runs.json";
import shellTr from "./tr/shell.json";
import signoffTr from "./tr/signoff.json";
import wordsTr from "./tr/words.json";
import workTr from "./tr/work.json";
import { type Compiled, type Translate, translateWith } from "./translate";

const en = {
  access: accessEn,
  account: accountEn,
  audit: auditEn,
  board: boardEn,
  broken: brokenEn,
  decisions: decisionsEn,
  elsewhere: elsewhereEn,
  entry: entryEn,
  files: filesEn,
  help: helpEn,
  intake: intakeEn,
  kubeconfig: kubeconfigEn,
  mails: mailsEn,
  notifications: notificationsEn,
  overview: overviewEn,
  people: peopleEn,
  ports: portsEn,
  products: productsEn,
  projects: projectsEn,
  report: reportEn,
  responsibility: responsibilityEn,
  runs: runsEn,
  shell: shellEn,
  signoff: signoffEn,
  words: wordsEn,
  work: workEn,
};

/** One JSON file a namespace and language, keys flat. A key that Turkish lacks is a type error here. */
export type Messages = typeof en;
export type Namespace = keyof Messages;
export type MessageKey<Name extends Namespace> = keyof Messages[Name] & string;

const tr: Messages = {
  access: accessTr,
  account: accountTr,
  audit: auditTr,
  board: boardTr,
  broken: brokenTr,
  decisions: decisionsTr,
  elsewhere: elsewhereTr,
  entry: entryTr,
  files: filesTr,
  help: helpTr,
  intake: intakeTr,
  kubeconfig: kubeconfigTr,
  mails: mailsTr,
  notifications: notificationsTr,
  overview: overviewTr,
  people: peopleTr,
  ports: portsTr,
  products: productsTr,
  projects: projectsTr,
  report: reportTr,
  responsibility: responsibilityTr,
  runs: runsTr,
  shell: shellTr,
  signoff: signoffTr,
  words: wordsTr,
  work: workTr,
};

export const MESSAGES: Readonly<Record<Locale, Messages>> = { en, tr };

const compiled = new Map<string, Compiled>();

/** A namespace ready to be filled; compiled once. The browser gets this form, as it needs no parser then. */
export function compiledMessages(locale: Locale, namespace: Namespace): Compiled {
  const id = `${locale}/${namespace}`;
  const known = compiled.get(id);
  if (known) return known;
  // Only plain objects may go to the browser; the compiler's have no prototype.
  const made = structuredClone(
    Object.fromEntries(Object.entries(MESSAGES[locale][namespace]).map(([key, message]) => [key, compile(message)])),
  );
  compiled.set(id, made);
  return made;
}

/** Sentences of a namespace for mails, reports and tests; pages take `translations` of ./server. */
export function translator<Name extends Namespace>(
  locale: Locale,
  namespace: Name,
  timeZone?: string,
): Translate<MessageKey<Name>> {
  return translateWith(compiledMessages(locale, namespace), locale, timeZone);
}
