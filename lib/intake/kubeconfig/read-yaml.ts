import { join } from "node:path";

import type { KubeconfigRefusal } from "../answers";

const LARGEST = 256 * 1024;
const DEADLINE_MS = 3_000;
const HEAP_MB = 96;
const THREAD = "lib/intake/kubeconfig/yaml-thread.cjs";
/** The thread's own text, where the command is one file (scripts/run/bundle.mjs puts it in). */
declare const BUNDLED_YAML_THREAD: string | undefined;
const EXPORT = "Export it again with: kubectl config view --raw --minify";

interface Answer {
  value?: unknown;
  problem?: "empty" | "documents" | "yaml" | "tag" | "aliases";
  line?: number;
  count?: number;
  code?: string;
}

const refuse = (code: string, message: string): { ok: false; refusal: KubeconfigRefusal } => ({
  ok: false,
  refusal: { code, message },
});

const MAGIC: readonly [string, readonly number[]][] = [
  ["a PNG picture", [0x89, 0x50, 0x4e, 0x47]],
  ["a JPEG picture", [0xff, 0xd8, 0xff]],
  ["a GIF picture", [0x47, 0x49, 0x46, 0x38]],
  ["a PDF document", [0x25, 0x50, 0x44, 0x46]],
  ["a zip archive", [0x50, 0x4b, 0x03, 0x04]],
  ["a gzip archive", [0x1f, 0x8b]],
];

/** The text of an upload, or why it cannot be a kubeconfig at all. */
function textOf(bytes: Uint8Array): { ok: true; text: string } | { ok: false; refusal: KubeconfigRefusal } {
  if (bytes.length > LARGEST) {
    return refuse(
      "too-large",
      `The file has ${Math.ceil(bytes.length / 1024)} KiB; a kubeconfig has at most ${LARGEST / 1024} KiB. Export the needed context alone: kubectl config view --raw --minify`,
    );
  }
  const kind = MAGIC.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte));
  if (kind) return refuse("not-text", `This is ${kind[0]}, not a kubeconfig. Choose the text file that kubectl uses.`);
  const utf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) ||
    (bytes[0] === 0xfe && bytes[1] === 0xff) ||
    (bytes.length > 3 && bytes.subarray(0, 64).includes(0));
  if (utf16)
    return refuse(
      "encoding",
      "The file is not UTF-8 text; PowerShell's > often writes UTF-16. Write it with: kubectl config view --raw --minify | Out-File -Encoding utf8 kubeconfig.yaml",
    );
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.trim() ? { ok: true, text } : refuse("empty", `The file is empty. ${EXPORT}`);
  } catch {
    return refuse("encoding", `The file is not UTF-8 text. ${EXPORT}`);
  }
}

function explain({ problem, line, count }: Answer): KubeconfigRefusal {
  const at = line === undefined ? "" : ` in line ${line}`;
  const messages: Record<NonNullable<Answer["problem"]>, string> = {
    empty: `The file is empty. ${EXPORT}`,
    documents: `The file holds ${count} YAML documents. Upload one kubeconfig; merge several with: kubectl config view --raw --flatten`,
    yaml: `The file is not valid YAML${at}. ${EXPORT}`,
    tag: `The file uses YAML tags of its own${at}. A kubeconfig has none. ${EXPORT}`,
    aliases: `The file refers to its own parts too often. A kubeconfig needs no YAML anchors. ${EXPORT}`,
  };
  return { code: problem ?? "yaml", message: messages[problem ?? "yaml"] };
}

function parseInThread(text: string): Promise<Answer> {
  // Taken from the process, because a bundler rewrites the constructor and loses the file.
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  return new Promise((resolve, reject) => {
    const bundled = typeof BUNDLED_YAML_THREAD === "string" ? BUNDLED_YAML_THREAD : undefined;
    const thread = new Worker(bundled ?? join(process.cwd(), THREAD), {
      eval: bundled !== undefined,
      workerData: text,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      env: {},
    });
    const timer = setTimeout(() => finish({ problem: "aliases" }), DEADLINE_MS);
    function finish(result: Answer) {
      clearTimeout(timer);
      resolve(result);
      void thread.terminate();
    }
    thread.once("message", finish);
    thread.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") return finish({ problem: "aliases" });
      clearTimeout(timer);
      reject(error);
    });
  });
}

/** Parses the bytes of an upload as YAML in a thread with a deadline and a memory limit. */
export async function readYaml(
  bytes: Uint8Array,
): Promise<{ ok: true; value: unknown } | { ok: false; refusal: KubeconfigRefusal }> {
  const read = textOf(bytes);
  if (!read.ok) return read;
  const answer = await parseInThread(read.text);
  return "value" in answer ? { ok: true, value: answer.value } : { ok: false, refusal: explain(answer) };
}
