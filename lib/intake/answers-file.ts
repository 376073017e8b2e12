import { isMap, isScalar, LineCounter, type Node, parseDocument, stringify } from "yaml";

import type { Answers, FieldId, SecretFieldId, Secrets } from "./answers";
import { isSecret } from "./fields/types";
import type { KubeconfigInspection } from "./kubeconfig/inspect";
import { readKubeconfig } from "./kubeconfig/read";
import { parseAnswer } from "./parse";
import { parseSecret, type secretSchemas } from "./schemas/secrets";
import { field, isAnswerField, isFieldId, sections } from "./sections";

/** Something wrong with an answers file: the key, the line it stands in, and what to do. */
export interface FileProblem {
  key: string;
  line?: number;
  message: string;
}
export interface AnswersFile {
  answers: Answers;
  secrets: Secrets;
  /** What the intake says of the given kubeconfig, accepted or refused. */
  kubeconfig?: KubeconfigInspection;
}
export interface FileAccess {
  /** Reads a file beside the answers file; throws when it cannot. */
  readFile: (path: string) => Promise<Uint8Array>;
  env: Record<string, string | undefined>;
  /** Asks the person at the terminal, who types unseen; there only where there is a terminal. */
  ask?: ((what: string) => Promise<string>) | undefined;
}
export type ReadAnswersFile = ({ ok: true } & AnswersFile) | { ok: false; problems: FileProblem[] };

const LONGEST = 4 * 1024 * 1024;
const FIELD_IDS: readonly string[] = sections.flatMap((section) => section.fields.map(({ id }) => id));

interface Found {
  id: string;
  node: Node | null;
  line: number | undefined;
}

const isPrefix = (path: string) => FIELD_IDS.some((id) => id.startsWith(`${path}.`));

/** The key that was probably meant. */
function closest(key: string): string | undefined {
  const near = (a: string, b: string) => {
    let at = 0;
    while (at < a.length && a[at]?.toLowerCase() === b[at]?.toLowerCase()) at++;
    return at;
  };
  const [best] = [...FIELD_IDS].sort((a, b) => near(b, key) - near(a, key));
  return best && near(best, key) >= 4 ? best : undefined;
}

/** Walks nested and dotted keys down to fields of the dictionary. */
function collect(
  node: unknown,
  prefix: string,
  lineOf: (node: unknown) => number | undefined,
  found: Found[],
  problems: FileProblem[],
): void {
  if (!isMap(node)) return;
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : "";
    const id = prefix ? `${prefix}.${key}` : key;
    const line = lineOf(pair.key);
    if (isFieldId(id)) {
      if (found.some((one) => one.id === id))
        problems.push({ key: id, ...(line ? { line } : {}), message: `${id} is given twice. Keep one of them.` });
      else found.push({ id, node: pair.value as Node | null, line });
    } else if (isPrefix(id) && isMap(pair.value)) collect(pair.value, id, lineOf, found, problems);
    else {
      const meant = closest(id);
      problems.push({
        key: id,
        ...(line ? { line } : {}),
        message: `${id} is not a key of the intake.${meant ? ` Did you mean ${meant}?` : ""}`,
      });
    }
  }
}

function reference(value: unknown): { file: string } | { env: string } | { prompt: true } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const keys = Object.keys(value);
  const { file, env, prompt } = value as { file?: unknown; env?: unknown; prompt?: unknown };
  if (keys.length === 1 && typeof file === "string") return { file };
  if (keys.length === 1 && typeof env === "string") return { env };
  if (keys.length === 1 && prompt === true) return { prompt };
  return undefined;
}

/** Loads what a `{file: …}`, `{env: …}` or `{prompt: true}` stands for; a sentence when it cannot. */
async function load(
  value: unknown,
  access: FileAccess,
  what: string,
): Promise<{ ok: true; bytes: Uint8Array; name: string } | { ok: false; message: string } | undefined> {
  const given = reference(value);
  if (!given) return undefined;
  if ("env" in given) {
    const text = access.env[given.env];
    return text === undefined
      ? { ok: false, message: `The environment has no variable ${given.env}. Set it, or give a file.` }
      : { ok: true, bytes: new TextEncoder().encode(text), name: given.env };
  }
  if ("prompt" in given)
    return access.ask
      ? { ok: true, bytes: new TextEncoder().encode(await access.ask(what)), name: what }
      : { ok: false, message: "There is no terminal to ask at. Give this secret as {file: path} or {env: NAME}." };
  try {
    return { ok: true, bytes: await access.readFile(given.file), name: given.file.split(/[\\/]/).pop() ?? given.file };
  } catch {
    return {
      ok: false,
      message: `The file ${given.file} cannot be read. Correct the path; it counts from the folder of the answers file.`,
    };
  }
}

/** A secret file usually ends with a line end that is no part of the secret. */
const withoutLastLineEnd = (text: string) => text.replace(/\r?\n$/, "");

/**
 * Reads an answers file: YAML or JSON with the keys of the intake dictionary, nested or dotted
 * (design section 5). Every problem names its key and line; nothing is contacted. `known` are answers that
 * stand elsewhere: they choose the context of a kubeconfig, and are not repeated.
 */
export async function readAnswersFile(text: string, access: FileAccess, known: Answers = {}): Promise<ReadAnswersFile> {
  if (text.length > LONGEST)
    return { ok: false, problems: [{ key: "file", message: "The answers file is larger than 4 MiB." }] };
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, schema: "core", uniqueKeys: true, logLevel: "silent" });
  const [error] = document.errors;
  if (error)
    return {
      ok: false,
      problems: [
        {
          key: "file",
          line: error.linePos?.[0]?.line ?? 1,
          message: `The file is not valid YAML: ${error.message.split("\n")[0] ?? ""}`,
        },
      ],
    };
  const lineOf = (node: unknown) => {
    const start = (node as { range?: [number, number, number] } | null)?.range?.[0];
    return start === undefined ? undefined : counter.linePos(start).line;
  };
  if (document.contents !== null && !isMap(document.contents)) {
    return {
      ok: false,
      problems: [
        { key: "file", line: 1, message: "The file must hold keys and values, such as k8s.distribution: openshift." },
      ],
    };
  }
  const problems: FileProblem[] = [];
  const found: Found[] = [];
  collect(document.contents, "", lineOf, found, problems);
  const answers: Record<string, unknown> = {};
  const secrets: Record<string, unknown> = {};
  let upload: { bytes: Uint8Array; found: Found } | undefined;

  for (const one of found) {
    const problem = (message: string) =>
      problems.push({ key: one.id, ...(one.line ? { line: one.line } : {}), message });
    let raw: unknown;
    try {
      raw = one.node === null ? undefined : one.node.toJS(document, { maxAliasCount: 20 });
    } catch {
      problem("This value refers to other parts of the file too often. Write it out.");
      continue;
    }
    if (raw === undefined || raw === null) continue;
    const definition = field(one.id as FieldId);
    const mayLoad = isSecret(definition) || definition.kind === "pem" || definition.kind === "file";
    const loaded = mayLoad ? await load(raw, access, definition.label) : undefined;
    if (loaded && !loaded.ok) {
      problem(loaded.message);
      continue;
    }
    if (one.id === "k8s.kubeconfig") {
      if (loaded) upload = { bytes: loaded.bytes, found: one };
      else problem("Give the kubeconfig as {file: path}.");
      continue;
    }
    const content = loaded ? new TextDecoder().decode(loaded.bytes) : undefined;
    if (isSecret(definition)) {
      if (content === undefined && definition.kind === "secret") {
        problem("Give this secret as {file: path} or {env: NAME}; secrets do not stand in an answers file.");
        continue;
      }
      const parsed = parseSecret(
        one.id as keyof typeof secretSchemas,
        content === undefined ? await innerSecrets(raw, access) : withoutLastLineEnd(content),
      );
      if (parsed.ok) secrets[one.id] = parsed.value;
      else problem(parsed.message);
      continue;
    }
    if (!isAnswerField(one.id)) continue;
    const parsed = parseAnswer(
      one.id,
      content === undefined ? raw : definition.kind === "file" ? { name: loaded?.name, text: content } : content,
    );
    if (parsed.ok) answers[one.id] = parsed.value;
    else problem(parsed.message);
  }

  const typed = answers as Answers;
  let kubeconfig: KubeconfigInspection | undefined;
  if (upload) {
    const context = typed["k8s.context"] ?? known["k8s.context"];
    kubeconfig = await readKubeconfig(upload.bytes, context === undefined ? {} : { context });
    if (kubeconfig.ok) secrets["k8s.kubeconfig"] = { config: kubeconfig.config, summary: kubeconfig.summary };
    else if (kubeconfig.kind === "choose-context") {
      const names = kubeconfig.contexts.map(({ name }) => name).join(", ");
      problems.push({
        key: "k8s.kubeconfig",
        ...(upload.found.line ? { line: upload.found.line } : {}),
        message: `The kubeconfig has several contexts: ${names}. Choose one with k8s.context.`,
      });
    }
  }
  if (problems.length > 0) return { ok: false, problems: problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
  return { ok: true, answers: typed, secrets: secrets as Secrets, ...(kubeconfig ? { kubeconfig } : {}) };
}

/** The parts of a composite secret may each stand elsewhere: `{region: …, secretAccessKey: {env: …}}`. */
async function innerSecrets(raw: unknown, access: FileAccess): Promise<unknown> {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return raw;
  const parts: [string, unknown][] = [];
  // One after the other: a person is asked one question at a time.
  for (const [key, value] of Object.entries(raw)) {
    const loaded = await load(value, access, key);
    parts.push([key, loaded?.ok ? withoutLastLineEnd(new TextDecoder().decode(loaded.bytes)) : value]);
  }
  return Object.fromEntries(parts);
}

/** Writes answers as YAML in the order of the intake, without secrets; which of them are set stays as a comment. */
export function writeAnswersFile(answers: Answers, secretsSet: ReadonlySet<SecretFieldId> = new Set()): string {
  const parts = sections.map((section) => {
    const values = Object.fromEntries(
      section.fields.flatMap(({ id }) => {
        const value = answers[id as keyof Answers];
        return value === undefined ? [] : [[id, value]];
      }),
    );
    const secrets = section.fields
      .filter((one) => isSecret(one) && secretsSet.has(one.id))
      .map(({ id }) => `# ${id}: stored, not exported. Give it as {file: path} or {env: NAME}.\n`);
    const body = Object.keys(values).length > 0 ? stringify(values, { lineWidth: 0 }) : "";
    return body || secrets.length > 0 ? `# ${section.title}\n${body}${secrets.join("")}` : "";
  });
  return parts.filter(Boolean).join("\n");
}
