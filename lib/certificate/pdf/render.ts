import { type CertificateContent, groupedHash } from "../content";
import type { Wording } from "../wording";
import { details } from "./details";
import { frontPage, type Voided } from "./front-page";
import { INK, MARGIN, Paper } from "./paper";

/** Foot with place, page and hash; on a void certificate a line at the head of each page as well. */
function edges(paper: Paper, { t, moment }: Wording, { content, hash, voided }: Printed): void {
  const { project, seq } = content;
  const place = [t("number", { seq }), project.customer, project.environment].join("  ·  ");
  paper.onEachPage((page, pages) => {
    const foot = paper.doc.page.height - 50;
    paper.rule(foot - 8);
    const style = { size: 7.5, colour: "soft" } as const;
    paper.decorateText(place, paper.left, foot, paper.width - 90, style);
    paper.decorateText(t("page", { page, pages }), paper.left + paper.width - 90, foot, 90, {
      ...style,
      align: "right",
    });
    paper.decorateText(`SHA-256  ${groupedHash(hash)}`, paper.left, foot + 12, paper.width, {
      font: "mono",
      size: 6,
      colour: "soft",
    });
    if (!voided) return;
    paper.decorate((doc) => doc.rect(0, 0, doc.page.width, 22).fill(INK.fail), "Page");
    paper.decorateText(t("void-short", { at: moment(voided.at) }), MARGIN.left, 7, paper.width, {
      font: "strong",
      size: 8,
      colour: "white",
    });
  });
}

export interface Printed {
  content: CertificateContent;
  hash: string;
  voided?: Voided | undefined;
}

/** A certificate as a tagged PDF in the reader's language: a summary to sign first, then all that it rests on. */
export async function certificatePdf(printed: Printed, wording: Wording): Promise<Buffer> {
  const { content } = printed;
  const { t, locale } = wording;
  const { customer, environment } = content.project;
  const paper = new Paper({
    title: t("document", { seq: content.seq, customer, environment }),
    author: content.signed.by,
    subject: t("title"),
    lang: locale,
    at: new Date(content.signed.at),
  });
  frontPage(paper, wording, printed);
  paper.doc.addPage();
  details(paper, wording, content);
  edges(paper, wording, printed);
  return paper.finish();
}
