import { type CertificateContent, groupedHash } from "../content";
import { installation, settledCounts, type Wording } from "../wording";
import { type Colour, INK, MARGIN, type Paper } from "./paper";
import { facts } from "./table";

const VERDICT_COLOUR = {
  pass: "pass",
  warn: "warn",
  fail: "fail",
  "could-not-tell": "tell",
  "not-applicable": "na",
} as const satisfies Record<string, Colour>;
const ORDER = ["pass", "warn", "fail", "could-not-tell", "not-applicable"] as const;

export interface Voided {
  at: string;
  because: string;
}

/** Ready, or void: the one thing that a reader must not miss. */
function verdictBox(
  paper: Paper,
  { t, moment, say }: Wording,
  content: CertificateContent,
  voided: Voided | undefined,
) {
  const colour: Colour = voided ? "fail" : "pass";
  const title = voided ? t("void", { at: moment(voided.at) }) : t("ready", { at: moment(content.signed.at) });
  const text = voided ? t("void-because", { because: say(voided.because) }) : t("ready-means");
  const inner = paper.width - 34;
  const height =
    paper.heightOf(title, inner, { font: "strong", size: 14 }) + paper.heightOf(text, inner, { size: 9.5 }) + 28;
  const top = paper.y;
  paper.decorate((doc) => {
    doc.rect(paper.left, top, paper.width, height).fill(voided ? "#fdeaea" : "#e9f5ee");
    doc.rect(paper.left, top, 4, height).fill(INK[colour]);
  });
  paper.within("Sect", () => {
    paper.within("P", () => paper.put(title, paper.left + 18, top + 11, inner, { font: "strong", size: 14, colour }));
    paper.within("P", () => paper.put(text, paper.left + 18, paper.y + 3, inner, { size: 9.5 }));
  });
  paper.y = top + height + 22;
}

/** Counts of the five verdicts side by side, over a bar in their proportion. */
function figures(paper: Paper, { words }: Wording, { summary: { counts } }: CertificateContent): void {
  const total = ORDER.reduce((sum, verdict) => sum + (counts[verdict] ?? 0), 0) || 1;
  const top = paper.y;
  const width = paper.width / ORDER.length;
  paper.decorate((doc) => {
    let x = paper.left;
    for (const verdict of ORDER) {
      const part = ((counts[verdict] ?? 0) / total) * paper.width;
      if (part > 0) doc.rect(x, top, Math.max(part - 1.5, 0.75), 5).fill(INK[VERDICT_COLOUR[verdict]]);
      x += part;
    }
  });
  paper.within("L", () =>
    ORDER.forEach((verdict, index) => {
      const x = paper.left + index * width;
      const count = counts[verdict] ?? 0;
      paper.within("LI", () =>
        paper.within("LBody", () => {
          const colour = count > 0 ? VERDICT_COLOUR[verdict] : "soft";
          paper.put(String(count), x, top + 14, width - 8, { font: "strong", size: 20, colour });
          paper.put(words(`verdict-${verdict}`), x, paper.y - 1, width - 8, { size: 8.5, colour: "soft" });
        }),
      );
    }),
  );
  paper.y += 20;
}

/** Two boxes to sign by hand; SESTEK's already names who signed here. */
function signatures(paper: Paper, { t, words, moment }: Wording, { signed, project }: CertificateContent): void {
  const gap = 24;
  const width = (paper.width - gap) / 2;
  const height = 118;
  const top = paper.y;
  const box = (x: number, title: string, name: string, date: string, note: string) => {
    paper.decorate((doc) => {
      doc.roundedRect(x, top, width, height, 4).lineWidth(0.8).stroke(INK.line);
      doc
        .moveTo(x + 14, top + 92)
        .lineTo(x + width - 14, top + 92)
        .lineWidth(0.6)
        .stroke(INK.soft);
    });
    paper.within("Sect", () => {
      paper.within("P", () =>
        paper.put(title, x + 14, top + 12, width - 28, { font: "medium", size: 9, colour: "soft" }),
      );
      paper.within("P", () => paper.put(name, x + 14, top + 27, width - 28, { font: "medium", size: 11 }));
      paper.within("P", () => paper.put(date, x + 14, top + 43, width - 28, { size: 8.5, colour: "soft" }));
      paper.within("P", () => paper.put(note, x + 14, top + 97, width - 28, { size: 7.5, colour: "soft" }));
    });
  };
  box(
    paper.left,
    t("for-sestek"),
    `${signed.by}, ${words(`role-${signed.role as "engineer"}`)}`,
    t("electronically", { at: moment(signed.at) }),
    t("line-signature"),
  );
  box(
    paper.left + width + gap,
    `${t("for-customer")} · ${project.customer}`,
    " ",
    " ",
    [t("line-name"), t("line-date"), t("line-signature")].join("  ·  "),
  );
  paper.y = top + height + 20;
}

/** The first page: everything that most readers need, with room to sign. */
export function frontPage(
  paper: Paper,
  wording: Wording,
  { content, hash, voided }: { content: CertificateContent; hash: string; voided?: Voided | undefined },
): void {
  const { t, words, moment } = wording;
  const { project, signed, summary, rows } = content;
  paper.y = MARGIN.top - 6;
  const top = paper.y;
  paper.within("P", () =>
    paper.put("Knovvu Readiness", paper.left, top, 200, { font: "strong", size: 10, colour: "accent" }),
  );
  const right = { font: "medium", size: 10, colour: "soft", align: "right" } as const;
  paper.within("P", () =>
    paper.put(t("number", { seq: content.seq }), paper.left + 200, top, paper.width - 200, right),
  );
  paper.y += 6;
  paper.rule();
  paper.y += 30;
  paper.heading(1, t("title"), { font: "medium", size: 12, colour: "soft" }, { after: 4 });
  paper.paragraph(project.customer, { font: "strong", size: 27, spread: -0.4 }, 0);
  paper.paragraph(project.environment, { size: 14, colour: "soft" }, project.practice ? 8 : 22);
  if (project.practice) paper.paragraph(t("practice"), { font: "medium", size: 9.5, colour: "warn" }, 18);
  verdictBox(paper, wording, content, voided);
  figures(paper, wording, content);
  facts(paper, [
    {
      name: t("settled"),
      lines: [
        { text: t("settled-count", { settled: summary.settled, applicable: summary.applicable }) },
        { text: t("settled-how", settledCounts(rows)), style: { size: 8.5, colour: "soft" } },
      ],
    },
    { name: t("signed-by"), lines: [{ text: `${signed.by}, ${words(`role-${signed.role as "engineer"}`)}` }] },
    {
      name: t("signed-on"),
      lines: [
        { text: moment(signed.at) },
        { text: t("zone", { zone: wording.timeZone }), style: { size: 8.5, colour: "soft" } },
      ],
    },
    { name: t("installation"), lines: [{ text: installation(wording, content) }] },
    {
      name: t("catalogue"),
      lines: [{ text: t("catalogue-version", { version: content.catalogueVersion, count: rows.length }) }],
    },
    ...(content.restsUntil
      ? [{ name: t("rests"), lines: [{ text: t("rests-until", { at: moment(content.restsUntil) }) }] }]
      : []),
  ]);
  paper.y += 14;
  signatures(paper, wording, content);
  paper.paragraph(t("hash"), { font: "medium", size: 8.5, colour: "soft" }, 1);
  paper.paragraph(groupedHash(hash), { font: "mono", size: 8 }, 2);
  paper.paragraph(t("hash-means"), { size: 7.5, colour: "soft" }, 0);
}
