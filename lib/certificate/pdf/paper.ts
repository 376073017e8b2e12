import { join } from "node:path";

import PDFDocument from "pdfkit";

import { printable } from "./printable";

const FOLDER = join(process.cwd(), "node_modules/geist/dist/fonts");
const FONTS = {
  text: join(FOLDER, "geist-sans/Geist-Regular.ttf"),
  medium: join(FOLDER, "geist-sans/Geist-Medium.ttf"),
  strong: join(FOLDER, "geist-sans/Geist-SemiBold.ttf"),
  mono: join(FOLDER, "geist-mono/GeistMono-Regular.ttf"),
};
export type Font = keyof typeof FONTS;

/** The light palette of the pages. */
export const INK = {
  ink: "#14191f",
  soft: "#4d5761",
  line: "#d5dade",
  sunk: "#f4f5f7",
  accent: "#0b5cad",
  pass: "#11703a",
  warn: "#8a5300",
  fail: "#b3202a",
  tell: "#4a5766",
  na: "#626c76",
  white: "#ffffff",
} as const;
export type Colour = keyof typeof INK;

export interface Style {
  font?: Font;
  size?: number;
  colour?: Colour;
  align?: "left" | "right" | "center";
  /** Extra space between the letters, in points. */
  spread?: number;
}

export const MARGIN = { left: 56, right: 56, top: 64, bottom: 74 };

type Element = PDFKit.PDFStructureElement;

/**
 * A sheet of paper to write on from the top down, with its structure for readers who hear it: PDF/UA asks
 * that all content is either part of the structure or marked as decoration.
 */
export class Paper {
  readonly doc: PDFKit.PDFDocument;
  readonly left = MARGIN.left;
  readonly width: number;
  private readonly root: Element;
  private readonly parents: Element[];

  constructor({ title, author, subject, lang, at }: PaperInfo) {
    const info = { Title: title, Author: author, Subject: subject, CreationDate: at, ModDate: at };
    this.doc = new PDFDocument({
      size: "A4",
      margins: MARGIN,
      font: FONTS.text,
      lang,
      pdfVersion: "1.7",
      subset: "PDF/UA" as PDFKit.Mixins.PDFSubsets, // the types lack it
      tagged: true,
      displayTitle: true,
      bufferPages: true,
      info: { ...info, Producer: "Knovvu Readiness", Creator: "Knovvu Readiness" },
    });
    this.width = this.doc.page.width - MARGIN.left - MARGIN.right;
    this.root = this.doc.struct("Document");
    this.doc.addStructure(this.root);
    this.parents = [this.root];
  }

  get y(): number {
    return this.doc.y;
  }
  set y(value: number) {
    this.doc.y = value;
  }
  get bottom(): number {
    return this.doc.page.height - MARGIN.bottom;
  }

  private use({ font = "text", size = 9.5, colour = "ink" }: Style): void {
    this.doc.font(FONTS[font]).fontSize(size).fillColor(INK[colour]);
  }

  private options(width: number, { align = "left", spread = 0 }: Style): PDFKit.Mixins.TextOptions {
    return { width, align, characterSpacing: spread, lineGap: 1.5 };
  }

  /** How high a text of that width becomes. */
  heightOf(text: string, width: number, style: Style = {}): number {
    this.use(style);
    return this.doc.heightOfString(printable(text), this.options(width, style));
  }

  widthOf(text: string, style: Style = {}): number {
    this.use(style);
    return this.doc.widthOfString(printable(text), { characterSpacing: style.spread ?? 0 });
  }

  /** Starts a new page unless so much room is left; true when it did. */
  room(height: number): boolean {
    if (this.y + height <= this.bottom) return false;
    this.doc.addPage();
    return true;
  }

  /** Everything written inside becomes part of one element, such as a section or a table. */
  within<Result>(type: string, write: () => Result, scope: { scope?: "Column" | "Row" } = {}): Result {
    const element = this.doc.struct(type, scope as PDFKit.Mixins.StructureElementOptions);
    this.parents.at(-1)?.add(element);
    this.parents.push(element);
    const result = write();
    this.parents.pop();
    element.end();
    return result;
  }

  /** Writes at a place, as content of the present element. Leaves `y` under the text. */
  put(text: string, x: number, y: number, width: number, style: Style = {}): number {
    this.use(style);
    const content = this.doc.markStructureContent("Span");
    this.doc.text(printable(text), x, y, this.options(width, style));
    this.doc.endMarkedContent();
    this.parents.at(-1)?.add(content);
    return this.doc.y;
  }

  /** A paragraph over the whole width, on a page with room for it. */
  paragraph(text: string, style: Style = {}, after = 6): void {
    this.room(this.heightOf(text, this.width, style));
    this.within("P", () => this.put(text, this.left, this.y, this.width, style));
    this.y += after;
  }

  /** A heading with its bookmark; never the last thing on a page. */
  heading(
    level: 1 | 2 | 3,
    text: string,
    style: Style,
    { after = 8, keep = 70 }: { after?: number; keep?: number } = {},
  ) {
    this.room(this.heightOf(text, this.width, style) + keep);
    if (level < 3) this.doc.outline.addItem(printable(text));
    this.within(`H${level}`, () => this.put(text, this.left, this.y, this.width, style));
    this.y += after;
  }

  /** Draws what says nothing by itself: lines, boxes, marks. */
  decorate(draw: (doc: PDFKit.PDFDocument) => void, type: "Layout" | "Page" = "Layout"): void {
    this.doc.markContent("Artifact", { type });
    this.doc.save();
    draw(this.doc);
    this.doc.restore();
    this.doc.endMarkedContent();
  }

  /** Writes decoration, such as a page's foot: not read aloud. */
  decorateText(text: string, x: number, y: number, width: number, style: Style): void {
    const before = this.y;
    this.doc.markContent("Artifact", { type: "Pagination" });
    this.use(style);
    this.doc.text(printable(text), x, y, { ...this.options(width, style), lineBreak: false });
    this.doc.endMarkedContent();
    this.y = before;
  }

  rule(y = this.y, colour: Colour = "line"): void {
    this.decorate((doc) =>
      doc
        .moveTo(this.left, y)
        .lineTo(this.left + this.width, y)
        .lineWidth(0.6)
        .stroke(INK[colour]),
    );
  }

  /** Writes something on each page that is there, such as its foot with its number. */
  onEachPage(write: (page: number, pages: number) => void): void {
    const { start, count } = this.doc.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.doc.switchToPage(start + index);
      this.doc.page.margins.bottom = 0; // a foot stands in the margin and starts no new page
      write(index + 1, count);
    }
  }

  /** The finished file. */
  async finish(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    this.doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    const ended = new Promise<void>((resolve, reject) => this.doc.once("end", resolve).once("error", reject));
    this.root.end();
    this.doc.end();
    await ended;
    return Buffer.concat(chunks);
  }
}

export interface PaperInfo {
  title: string;
  author: string;
  subject: string;
  lang: string;
  at: Date;
}
