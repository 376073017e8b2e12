import type { Judgement } from "@/lib/checks/define-check";

import { numberOf, of, type TerminalJudge, untold } from "./context";

const NAME = /^maestro\.(windows|linux)-latest( \(\d+\))?\.zip$/i;
const DAY_MS = 86_400_000;
const OLD_DAYS = 30;

/** Maestro package downloaded (S44 to S46): a readable zip for this system, with the known hash. */
export const tsMaestroZip: TerminalJudge = (context) => {
  const [seen] = of(context, "ts-maestro-zip");
  if (!seen) return [];
  const { answers, plan, now } = context;
  const os = answers["ts.os"] === "linux" ? "linux" : "windows";
  const target = seen.detail.path || plan.maestroPath || "Maestro package";
  const known = answers["ts.maestroSha256"]?.toLowerCase();
  const {
    name = "",
    head = "",
    entries = "unknown",
    programs = "unknown",
    sha256 = "",
    marked,
    written = "",
  } = seen.detail;
  const size = numberOf(seen.detail.size);
  const base = {
    target,
    expected: `maestro.${os}-latest.zip${known ? ` with SHA-256 ${known}` : ""}`,
    found: seen.state === "found" ? `${name}, ${size ?? "?"} bytes, SHA-256 ${sha256}` : seen.state,
    evidence: { name, size, sha256, written, marked, entries },
  };
  const say = (verdict: Judgement["verdict"], reasonCode: Judgement["reasonCode"], message: string): Judgement[] => [
    { ...base, verdict, reasonCode, message },
  ];
  if (seen.state === "not-asked")
    return say(
      "could-not-tell",
      "answer-missing",
      "Nobody has answered where the Maestro package lies, so it was not looked for.",
    );
  if (seen.state === "missing") return say("fail", "not-found", `No file lies at ${target}.`);
  if (seen.state !== "found") return [untold(seen, "whether the Maestro package is there", target)];
  const hashKnown = /^[0-9a-f]{64}$/.test(sha256);
  if (size === 0) return say("fail", "error", `${target} is empty: the download did not come to its end.`);
  if (head.startsWith("3c"))
    return say("fail", "error", `${target} is a web page, not a zip: the download met a log-in page.`);
  if (head !== "" && head !== "unknown" && !head.startsWith("504b"))
    return say("fail", "error", `${target} is no zip file.`);
  if (entries === "unreadable" || entries === "0")
    return say("fail", "error", `${target} cannot be opened as a zip: the download is cut off. Download it again.`);
  const forOs = NAME.exec(name)?.[1]?.toLowerCase();
  if (forOs && forOs !== os)
    return say("fail", "answer-mismatch", `${name} is for ${forOs}, and the machine runs ${os}.`);
  if (known && hashKnown && sha256 !== known)
    return say(
      "fail",
      "answer-mismatch",
      `${name} is another file than the one that SESTEK named: its SHA-256 differs.`,
    );
  if (os === "windows" && programs === "0")
    return say("fail", "answer-mismatch", `${name} holds no program for Windows.`);
  if (!hashKnown || (entries === "unknown" && !known))
    return say(
      "could-not-tell",
      "unsupported",
      `${name} is there, but the script could not ${hashKnown ? "open it" : "compute its SHA-256"}.`,
    );
  const start = answers["project.installStart"];
  const until = start ? Date.parse(start) : now.getTime();
  const age = Math.floor((until - Date.parse(written)) / DAY_MS);
  const concerns = [
    known ? "" : "its SHA-256 is not known, so that it could not be compared",
    marked === "yes" ? "Windows marks it as coming from the web (run Unblock-File)" : "",
    age > OLD_DAYS ? `it will be ${age} days old when the installation starts, and "latest" has moved since` : "",
    forOs ? "" : `it is named ${name}`,
  ].filter(Boolean);
  if (concerns.length > 0)
    return say("warn", "unsupported", `The Maestro package is there, but ${concerns.join("; ")}.`);
  return say("pass", "ok", `${name} is there, and is the file that SESTEK named.`);
};
