import { INK, type Paper, type Style } from "./paper";

/** A cell's lines, one under the other; the first one says most. */
export type Cell = readonly { text: string; style?: Style }[];
export interface Column {
  title: string;
  /** Share of the table's width. */
  share: number;
}

const GAP = 14;
const PAD = 5;
const HEAD: Style = { font: "medium", size: 7.5, colour: "soft", spread: 0.2 };
const LINE: Style = { size: 9 };
/** Room that a mark beside the first cell takes. */
const MARK = 14;

/** A row of a table; `mark` draws a sign of 7 points before the first cell, which says nothing by itself. */
export interface TableRow {
  cells: readonly Cell[];
  mark?: (doc: PDFKit.PDFDocument, x: number, y: number) => void;
}

/**
 * A table whose rows are never torn apart, and whose head stands on every page. Rows carry their header
 * cells by scope, so that a reader who hears it knows the column.
 */
export function table(paper: Paper, columns: readonly Column[], rows: readonly TableRow[]): void {
  const marked = rows.some(({ mark }) => mark !== undefined);
  const inner = paper.width - GAP * (columns.length - 1) - (marked ? MARK : 0);
  const sum = columns.reduce((total, { share }) => total + share, 0);
  const widths = columns.map(({ share }) => (inner * share) / sum);
  const starts = widths.map(
    (_, index) =>
      paper.left + (marked ? MARK : 0) + widths.slice(0, index).reduce((total, width) => total + width + GAP, 0),
  );
  const at = (index: number): [number, number] => [starts[index] ?? paper.left, widths[index] ?? 0];
  const height = (cell: Cell, width: number) =>
    cell.reduce((total, { text, style }) => total + paper.heightOf(text, width, { ...LINE, ...style }), 0);
  const headHeight = Math.max(...columns.map(({ title }, index) => paper.heightOf(title, at(index)[1], HEAD))) + PAD;

  const underline = () => {
    paper.rule(paper.y, "line");
    paper.y += PAD;
  };
  const head = () => {
    const top = paper.y;
    paper.within("TR", () =>
      columns.forEach(({ title }, index) => {
        paper.within("TH", () => paper.put(title, at(index)[0], top, at(index)[1], HEAD), { scope: "Column" });
      }),
    );
    paper.y = top + headHeight;
    underline();
  };
  const headAgain = () => {
    const top = paper.y;
    columns.forEach(({ title }, index) => {
      paper.decorateText(title, at(index)[0], top, at(index)[1], HEAD);
    });
    paper.y = top + headHeight;
    underline();
  };

  paper.within("Table", () => {
    head();
    for (const { cells, mark } of rows) {
      const tall = Math.max(...cells.map((cell, index) => height(cell, at(index)[1])));
      if (paper.room(tall + PAD)) headAgain();
      const top = paper.y;
      if (mark) paper.decorate((doc) => mark(doc, paper.left, top + 2.5));
      paper.within("TR", () =>
        cells.forEach((cell, index) => {
          const [x, width] = at(index);
          paper.within(
            index === 0 ? "TH" : "TD",
            () => {
              let y = top;
              for (const { text, style } of cell) y = paper.put(text, x, y, width, { ...LINE, ...style });
            },
            index === 0 ? { scope: "Row" } : {},
          );
        }),
      );
      paper.y = top + tall + PAD;
      underline();
    }
  });
  paper.y += 12;
}

/** Facts in two columns: what it is, and what it says. */
export function facts(paper: Paper, entries: readonly { name: string; lines: Cell }[], share = 0.28): void {
  const name = paper.width * share;
  const rest = paper.width - name - GAP;
  paper.within("Table", () => {
    for (const entry of entries) {
      const lines = entry.lines.map(({ text, style }) => ({ text, style: { size: 9.5, ...style } }));
      const tall = Math.max(
        paper.heightOf(entry.name, name, { size: 9.5, colour: "soft" }),
        lines.reduce((total, { text, style }) => total + paper.heightOf(text, rest, style), 0),
      );
      paper.room(tall + PAD);
      const top = paper.y;
      paper.within("TR", () => {
        paper.within("TH", () => paper.put(entry.name, paper.left, top, name, { size: 9.5, colour: "soft" }), {
          scope: "Row",
        });
        paper.within("TD", () => {
          let y = top;
          for (const { text, style } of lines) y = paper.put(text, paper.left + name + GAP, y, rest, style);
        });
      });
      paper.y = top + tall + PAD;
    }
  });
}

/** The signs of the verdicts, drawn: the font has none. */
export const MARKS = {
  pass: (doc: PDFKit.PDFDocument, x: number, y: number) =>
    doc
      .moveTo(x, y + 4)
      .lineTo(x + 2.6, y + 6.6)
      .lineTo(x + 7.2, y + 1)
      .lineWidth(1.4)
      .stroke(INK.pass),
  warn: (doc: PDFKit.PDFDocument, x: number, y: number) => {
    doc.rect(x + 2.8, y, 1.6, 5).fill(INK.warn);
    doc.rect(x + 2.8, y + 6, 1.6, 1.6).fill(INK.warn);
  },
  fail: (doc: PDFKit.PDFDocument, x: number, y: number) =>
    doc
      .moveTo(x + 0.6, y + 0.8)
      .lineTo(x + 6.6, y + 6.8)
      .moveTo(x + 6.6, y + 0.8)
      .lineTo(x + 0.6, y + 6.8)
      .lineWidth(1.4)
      .stroke(INK.fail),
  "could-not-tell": (doc: PDFKit.PDFDocument, x: number, y: number) =>
    doc
      .circle(x + 3.6, y + 3.9, 3.3)
      .lineWidth(1)
      .dash(1.4, { space: 1.2 })
      .stroke(INK.tell),
  "not-applicable": (doc: PDFKit.PDFDocument, x: number, y: number) => doc.rect(x + 0.6, y + 3.4, 6, 1.1).fill(INK.na),
  /** An accepted failure has a mark of its own: it is no verdict. */
  accepted: (doc: PDFKit.PDFDocument, x: number, y: number) =>
    doc
      .polygon([x + 3.6, y], [x + 7.2, y + 3.8], [x + 3.6, y + 7.6], [x, y + 3.8])
      .lineWidth(1.1)
      .stroke(INK.accent),
};
