import type { CertificateContent, CertificateRow } from "../content";
import {
  age,
  agreements,
  answersBySection,
  byGroup,
  matrixRows,
  questionLabel,
  result,
  secretLines,
  statementOf,
  type Wording,
  waiverEnd,
} from "../wording";
import type { Paper, Style } from "./paper";
import { type Cell, facts, MARKS, type TableRow, table } from "./table";

const SMALL: Style = { size: 7.5, colour: "soft" };
const MONO: Style = { font: "mono", size: 7, colour: "soft" };
const LONGEST = 700;
const TONE = { pass: "pass", warn: "warn", fail: "fail", "could-not-tell": "tell", "not-applicable": "na" } as const;

/** One row stays on one page: of a very long text it shows the beginning; the JSON file has the rest. */
const shortened = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);

function requirementRow(wording: Wording, row: CertificateRow): TableRow {
  const { words, moment, say } = wording;
  const { verdict, settled } = result(wording, row);
  const seen: Cell = row.observedAt
    ? [
        ...(row.vantage ? [{ text: words(`vantage-${row.vantage}`), style: { size: 8 } }] : []),
        { text: moment(row.observedAt), style: { size: 8 } },
        ...(row.ageSeconds === undefined ? [] : [{ text: age(wording, row.ageSeconds), style: SMALL }]),
      ]
    : [{ text: row.verdict === "not-applicable" ? wording.t("by-answers") : "–", style: { size: 8 } }];
  return {
    mark: row.settledBy === "waiver" ? MARKS.accepted : MARKS[row.verdict ?? "could-not-tell"],
    cells: [
      [
        { text: say(row.statement), style: { font: "medium", size: 9 } },
        { text: shortened(say(row.message)), style: { size: 8.5, colour: "soft" } },
        { text: row.id, style: MONO },
      ],
      [
        { text: verdict, style: { font: "medium", size: 9, colour: TONE[row.verdict ?? "could-not-tell"] } },
        ...(settled
          ? [
              {
                text: settled,
                style: { size: 8, colour: row.settledBy === "waiver" ? ("accent" as const) : ("soft" as const) },
              },
            ]
          : []),
      ],
      seen,
    ],
  };
}

const TITLE: Style = { font: "strong", size: 17, spread: -0.2 };
const GROUP: Style = { font: "strong", size: 11.5 };

function section(paper: Paper, title: string, lead: string, write: () => void): void {
  paper.within("Sect", () => {
    paper.heading(2, title, TITLE, { after: 2, keep: 90 });
    if (lead) paper.paragraph(lead, { size: 9.5, colour: "soft" }, 14);
    else paper.y += 8;
    write();
  });
  paper.y += 16;
}

function requirements(paper: Paper, wording: Wording, content: CertificateContent): void {
  const { t, words } = wording;
  const columns = [
    { title: t("column-requirement"), share: 58 },
    { title: t("column-result"), share: 18 },
    { title: t("column-seen"), share: 24 },
  ];
  section(paper, t("requirements"), t("requirements-lead"), () => {
    for (const [group, rows] of byGroup(content.rows)) {
      paper.heading(3, words(`group-${group}`), GROUP, { after: 6 });
      table(
        paper,
        columns,
        rows.map((row) => requirementRow(wording, row)),
      );
    }
  });
}

function waivers(paper: Paper, wording: Wording, content: CertificateContent): void {
  const { t, words, moment } = wording;
  section(paper, t("waivers"), content.waivers.length > 0 ? t("waivers-lead") : t("waivers-none"), () => {
    if (content.waivers.length === 0) return;
    table(
      paper,
      [
        { title: t("column-requirement"), share: 38 },
        { title: t("column-reason"), share: 36 },
        { title: t("column-person"), share: 26 },
      ],
      content.waivers.map((waiver) => ({
        mark: MARKS.accepted,
        cells: [
          [
            { text: wording.say(waiver.statement), style: { font: "medium" } },
            { text: words(`verdict-${waiver.verdict ?? "none"}`), style: SMALL },
            { text: waiver.requirementId, style: MONO },
          ],
          [{ text: shortened(waiver.reason) }],
          [
            { text: waiver.person },
            { text: moment(waiver.at), style: SMALL },
            { text: waiverEnd(wording, waiver), style: SMALL },
          ],
        ],
      })),
    );
  });
}

function attestations(paper: Paper, wording: Wording, content: CertificateContent): void {
  const { t, words, moment } = wording;
  const { attestations: given } = content;
  section(paper, t("attestations"), given.length > 0 ? t("attestations-lead") : t("attestations-none"), () => {
    if (given.length === 0) return;
    table(
      paper,
      [
        { title: t("column-statement"), share: 44 },
        { title: t("column-person"), share: 27 },
        { title: t("column-evidence"), share: 29 },
      ],
      given.map(({ requirementId, statement, holds, person, role, at, note, file }) => ({
        cells: [
          [
            { text: statementOf(wording, content, requirementId), style: { font: "medium" } },
            {
              text: `${shortened(wording.say(statement))} ${holds ? t("holds") : t("holds-not")}`,
              style: { size: 8.5, colour: "soft" },
            },
            ...(note ? [{ text: shortened(note), style: { size: 8.5 } }] : []),
          ],
          [
            { text: person },
            { text: words(`role-${role as "customer"}`), style: SMALL },
            { text: moment(at), style: SMALL },
          ],
          file
            ? [
                { text: file.name, style: { size: 8.5 } },
                { text: `SHA-256 ${file.sha256}`, style: MONO },
              ]
            : [{ text: t("no-file"), style: SMALL }],
        ],
      })),
    );
  });
}

function matrix(paper: Paper, wording: Wording, content: CertificateContent): void {
  const { t } = wording;
  const rows = matrixRows(wording, content);
  section(paper, t("matrix"), rows.length === 0 ? t("matrix-none") : "", () => {
    if (rows.length > 0)
      table(
        paper,
        [
          { title: t("column-component"), share: 40 },
          { title: t("column-deployment"), share: 20 },
          { title: t("column-updates"), share: 20 },
          { title: t("column-support"), share: 20 },
        ],
        rows.map((cells) => ({ cells: cells.map((text) => [{ text }]) })),
      );
    for (const sentence of agreements(wording, content)) paper.paragraph(sentence, { size: 9 }, 2);
  });
}

function secrets(paper: Paper, wording: Wording, content: CertificateContent): void {
  const { t, moment } = wording;
  section(paper, t("secrets"), content.secrets.length > 0 ? t("secrets-lead") : t("secrets-none"), () => {
    if (content.secrets.length === 0) return;
    table(
      paper,
      [
        { title: t("column-secret"), share: 34 },
        { title: t("column-set"), share: 33 },
        { title: t("column-known"), share: 33 },
      ],
      content.secrets.map((secret) => {
        const known = secretLines(wording, secret);
        return {
          cells: [
            [{ text: questionLabel(wording, secret.field), style: { font: "medium" } }],
            [{ text: secret.setBy }, { text: moment(secret.setAt), style: SMALL }],
            known.length > 0 ? known.map((text) => ({ text, style: { size: 8.5 } })) : [{ text: "–" }],
          ],
        };
      }),
    );
  });
}

function answers(paper: Paper, wording: Wording, content: CertificateContent): void {
  const { t } = wording;
  section(paper, t("answers"), t("answers-lead"), () => {
    for (const { title, answers: given } of answersBySection(wording, content)) {
      paper.heading(3, title, GROUP, { after: 6, keep: 40 });
      facts(
        paper,
        given.map(({ question, lines }) => ({
          name: question,
          lines: lines.map((text) => ({ text: shortened(text), style: { size: 9 } })),
        })),
        0.36,
      );
      paper.y += 10;
    }
  });
}

/** Everything behind the first page, from what was seen to what was answered. */
export function details(paper: Paper, wording: Wording, content: CertificateContent): void {
  for (const write of [requirements, waivers, attestations, matrix, secrets, answers]) write(paper, wording, content);
}
