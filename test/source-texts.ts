import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseAst } from "rolldown/parseAst";

/** Rooms that write English sentences for readers: they know no web server, and so no reader's language. */
const ROOMS =
  /^lib\/(actions|auth|certificate|checks|cluster|data|engine|errors\.ts|intake|offline\/(bundle|result)|probes|products|requirements|terminal)/;
const APART = /\.test\.ts$|generated|\.d\.ts$|^lib\/intake\/answers\.ts$/;
/** Calls whose words are for the operator's log or for a programmer, not for a reader of pages. */
const ASIDE = /^(log\(\)\.\w+|Error|RegExp|TextDecoder|.*\.(query|exec|prepare|\$executeRaw|\$queryRaw)|sql|config)$/;
/** Properties that a page shows, however short their words are. */
const SHOWN = new Set(["label", "title", "statement", "why", "summary", "help", "intro", "whoKnows"]);
/** Properties that hold code. */
const CODE = new Set(["command", "sql", "text", "path", "accept", "regex", "pattern", "className"]);

interface Node {
  type: string;
  [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

/** Two words or more: a text that a reader may meet. */
function looksLikeText(text: string): boolean {
  const plain = text.replaceAll(/\{\d+\}/g, "x").trim();
  const isCode = /^(SELECT|BEGIN|CREATE|INSERT|DROP|SET|USE|ALTER|SHOW|ROLLBACK|GET|POST|HEAD|PUT|DELETE|AWS4|\W*#!)\b/;
  return /[A-Za-z]{2,}[^A-Za-z]* [^ ]*[A-Za-z]/.test(plain) && !isCode.test(plain) && !/\n.*\n/.test(text);
}

function span(node: Node): [number, number] {
  const { start, end } = node as Node & { start: number; end: number };
  return [start, end];
}

function calleeOf(node: Node, source: string): string {
  return isNode(node.callee) ? source.slice(...span(node.callee)) : "";
}

function textsOf(source: string): string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(walk);
      return;
    }
    if (!isNode(value)) return;
    const { type } = value;
    if (type.startsWith("Import") || type.startsWith("TS")) {
      if (isNode(value.expression)) walk(value.expression);
      return;
    }
    if (type === "CallExpression" || type === "NewExpression") {
      const callee = calleeOf(value, source);
      if (ASIDE.test(callee)) return;
      if (callee === "options")
        for (const [, text = ""] of source.slice(...span(value)).matchAll(/: "([^"]+)"/g)) found.push(text);
    }
    if (type === "TaggedTemplateExpression") return;
    if (type === "Property" && isNode(value.key)) {
      const name = String(value.key.name ?? value.key.value);
      if (CODE.has(name)) return;
      const shown = isNode(value.value) && value.value.type === "Literal" ? value.value.value : undefined;
      if (SHOWN.has(name) && typeof shown === "string" && shown) found.push(shown);
    }
    if (type === "Literal" && typeof value.value === "string") {
      if (looksLikeText(value.value)) found.push(value.value);
      return;
    }
    if (type === "TemplateLiteral") {
      const quasis = value.quasis as { value: { cooked: string } }[];
      const places = (value.expressions as unknown[]).length;
      const text = quasis.map(({ value: part }, at) => part.cooked + (at < places ? `{${at}}` : "")).join("");
      if (looksLikeText(text)) found.push(text);
    }
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(parseAst(source, { lang: "ts" }).body);
  return found;
}

/** Every text of those rooms that a reader may meet, with the files that say it; values stand as {0}, {1}. */
export function sourceTexts(): Map<string, string[]> {
  const listed = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "lib"], {
    encoding: "utf8",
  });
  const texts = new Map<string, string[]>();
  for (const path of listed.stdout.split("\n"))
    if (ROOMS.test(path) && path.endsWith(".ts") && !APART.test(path))
      for (const text of new Set(textsOf(readFileSync(path, "utf8"))))
        texts.set(text, [...(texts.get(text) ?? []), path]);
  return texts;
}
