import { parseAst } from "rolldown/parseAst";

interface Node {
  type: string;
  start: number;
  [part: string]: unknown;
}

/** What a person hears or reads of an element besides its children. */
const SPOKEN = new Set(["aria-label", "aria-description", "aria-roledescription", "placeholder", "title", "alt"]);
/** Parts of our own components and small objects that end on the page. */
const SHOWN = new Set(["label", "lead", "help", "heading", "message", "text", "hint", "summary", "description"]);
/** Elements whose content is code, not words. */
const CODE = new Set(["code", "kbd", "pre", "samp"]);
const LETTERS = /\p{L}{2,}/u;
/** Looks like the beginning of a sentence, and not like a list of class names. */
const SENTENCE = /^\p{Lu}\p{L}+[,:;]? \p{L}/u;
const WORDS = /^\p{Lu}\p{Ll}|\p{L} \p{L}/u;
/** The product's name and words that are the same in every language, abbreviations of units and standards among them. */
const SAME_EVERYWHERE =
  /^(Knovvu Readiness|SESTEK|Ctrl|UTC|ms|CA|SHA-256|PDF|JSON|CSV|YAML|[A-Z]+-?\d+|[a-z]+[-_.:/][^ ]*|#[^ ]*|\/[^ ]*)$/;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";
const nameOf = (node: unknown): string =>
  isNode(node) ? String(node.name && isNode(node.name) ? node.name.name : (node.name ?? node.value ?? "")) : "";

/** The texts that an expression may put on the page: its literals, through choices and templates, not into calls. */
function texts(node: unknown): string[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" ? [node.value] : [];
    case "TemplateLiteral":
      return [
        ...(node.quasis as Node[]).map(({ value }) => (value as { cooked: string }).cooked),
        ...(node.expressions as Node[]).flatMap(texts),
      ];
    case "ConditionalExpression":
      return [...texts(node.consequent), ...texts(node.alternate)];
    case "LogicalExpression":
    case "BinaryExpression":
      return /^[=!<>]/.test(String(node.operator)) ? [] : [...texts(node.left), ...texts(node.right)];
    case "JSXExpressionContainer":
    case "TSAsExpression":
    case "TSNonNullExpression":
      return texts(node.expression);
    default:
      return [];
  }
}

/** Words of a file's pages that no language file holds, each with its line. Shapes: `12: "Save"`. */
export function hardCodedWords(source: string): string[] {
  const found: string[] = [];
  const report = (node: Node, all: readonly string[], wanted: RegExp) => {
    for (const text of all.map((one) => one.replace(/\s+/g, " ").replace(/^[·:,–— ]+|[·:,–— ]+$/g, "")))
      if (wanted.test(text) && !SAME_EVERYWHERE.test(text))
        found.push(`${source.slice(0, node.start).split("\n").length}: ${JSON.stringify(text.slice(0, 80))}`);
  };
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    if (!isNode(node)) return;
    if (node.type === "ThrowStatement" || node.type === "ImportDeclaration") return;
    if (node.type === "JSXElement" && CODE.has(nameOf(node.openingElement))) {
      walk((node.openingElement as Node).attributes);
      return;
    }
    if (node.type === "JSXText") report(node, [String(node.value)], LETTERS);
    if (node.type === "JSXElement" || node.type === "JSXFragment")
      for (const child of node.children as Node[])
        if (child.type === "JSXExpressionContainer") report(child, texts(child), LETTERS);
    if (node.type === "JSXAttribute" && (SPOKEN.has(nameOf(node)) || SHOWN.has(nameOf(node))))
      report(node, texts(node.value), LETTERS);
    if (node.type === "Property" && (SHOWN.has(nameOf(node.key)) || nameOf(node.key) === "title"))
      report(node, texts(node.value), WORDS);
    if (node.type === "CallExpression") report(node, (node.arguments as Node[]).flatMap(texts), SENTENCE);
    for (const [part, value] of Object.entries(node)) if (part !== "type") walk(value);
  };
  walk(parseAst(source, { lang: "tsx" }));
  return found;
}
