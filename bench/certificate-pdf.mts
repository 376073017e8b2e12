/**
 * P13: the PDF of a certificate with 200 results, in time and memory, beside the same words that pdfkit
 * writes without structure, tables or measuring: one line after another.
 */
import PDFDocument from "pdfkit";

import { contentHash } from "@/lib/certificate/canonical";
import { printable } from "@/lib/certificate/pdf/printable";
import { certificatePdf } from "@/lib/certificate/pdf/render";
import { wording } from "@/lib/certificate/wording";
import { sampleContent } from "@/test/certificate";

const RESULTS = 200;
const ROUNDS = 5;
const MOST_MS = 2_000;
const MOST_MB = 150;
/** Every row is measured before it is drawn, and has three cells that are structure: more than twice the words. */
const MOST_RATIO = 8;

const content = sampleContent(RESULTS);
const hash = contentHash(content);
const said = wording("tr", "Europe/Istanbul");

async function ours(): Promise<number> {
  return (await certificatePdf({ content, hash }, said)).length;
}

async function bare(): Promise<number> {
  const doc = new PDFDocument({ font: "node_modules/geist/dist/fonts/geist-sans/Geist-Regular.ttf", size: "A4" });
  let size = 0;
  doc.on("data", (chunk: Buffer) => {
    size += chunk.length;
  });
  const ended = new Promise((resolve) => doc.once("end", resolve));
  doc.fontSize(9);
  for (const { statement, message, id, observedAt } of content.rows)
    for (const line of [statement, message, id, observedAt ?? ""]) doc.text(printable(said.say(line)) || " ");
  doc.end();
  await ended;
  return size;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const megabytes = () => process.memoryUsage.rss() / 1024 / 1024;

/** What the work costs in processor time: on a shared machine the clock counts the neighbours too. */
async function timed(work: () => Promise<number>): Promise<{ wall: number; cpu: number }> {
  const started = performance.now();
  const used = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(used);
  return { wall: performance.now() - started, cpu: (user + system) / 1000 };
}

await bare(); // what loading pdfkit and the font alone takes belongs to neither
const before = megabytes();
const first = await timed(ours);
const one = megabytes() - before;
const times: Record<"ours" | "bare", { wall: number; cpu: number }[]> = { ours: [], bare: [] };
for (let round = 0; round < ROUNDS; round++) {
  times.bare.push(await timed(bare));
  times.ours.push(await timed(ours));
}
const middle = (which: "ours" | "bare", what: "wall" | "cpu") => median(times[which].map((each) => each[what]));
const ratio = middle("ours", "cpu") / middle("bare", "cpu");
const ms = (value: number) => `${value.toFixed(0)} ms`;
console.log(`PDF of ${RESULTS} results: first ${ms(first.wall)} (processor ${ms(first.cpu)}), goal ${ms(MOST_MS)}`);
console.log(`then, median of ${ROUNDS}: ${ms(middle("ours", "wall"))} (processor ${ms(middle("ours", "cpu"))})`);
const all = megabytes() - before;
console.log(`RSS +${one.toFixed(0)} MB, goal ${MOST_MB} MB; after ${ROUNDS} more of both kinds +${all.toFixed(0)} MB`);
console.log(`pdfkit, the same words without structure: ${ms(middle("bare", "cpu"))}; ratio ${ratio.toFixed(2)}`);
if (first.cpu > MOST_MS || one > MOST_MB || ratio > MOST_RATIO) process.exitCode = 1;
