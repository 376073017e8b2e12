// Runs in a thread of its own, so that a hostile file can be stopped by time and memory.
// Plain JavaScript: the thread is started by file path, outside any bundle.
const { parentPort, workerData } = require("node:worker_threads");
const { parseAllDocuments } = require("yaml");

const MOST_ALIASES = 20;

function read(text) {
  const documents = parseAllDocuments(text, { schema: "core", uniqueKeys: true, stringKeys: true, logLevel: "silent" });
  const [document, ...more] = Array.isArray(documents) ? documents : [];
  if (!document) return { problem: "empty" };
  if (more.length > 0) return { problem: "documents", count: more.length + 1 };
  const [error] = document.errors;
  if (error) return { problem: "yaml", code: error.code, line: error.linePos?.[0]?.line };
  const [warning] = document.warnings;
  if (warning) return { problem: "tag", line: warning.linePos?.[0]?.line };
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch {
    return { problem: "aliases" };
  }
}

parentPort.postMessage(read(workerData));
