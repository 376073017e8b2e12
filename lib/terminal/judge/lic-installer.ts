import type { Judgement } from "@/lib/checks/define-check";

import { of, type TerminalJudge, untold } from "./context";

/** License installer downloaded there (S179, D12). */
export const licInstaller: TerminalJudge = (context) => {
  const [seen] = of(context, "lic-installer");
  if (!seen) return [];
  const named = context.answers["lic.installer"];
  const target = named?.fileName ?? "license installer";
  const { sha256 = "", marked, signature = "unknown", signer, path } = seen.detail;
  const base = {
    target,
    expected: `${target}${named?.sha256 ? ` with SHA-256 ${named.sha256}` : ""}`,
    found: seen.state === "found" ? `${path}, SHA-256 ${sha256}` : seen.state,
    evidence: { path, sha256, signature, signer, marked },
  };
  const say = (verdict: Judgement["verdict"], reasonCode: Judgement["reasonCode"], message: string): Judgement[] => [
    { ...base, verdict, reasonCode, message },
  ];
  if (!named || seen.state === "not-asked")
    return say(
      "could-not-tell",
      "answer-missing",
      "SESTEK has not named the installer yet, so that it was not looked for.",
    );
  if (seen.state === "missing")
    return say("fail", "not-found", `${target} was not found in the folders for downloads, nor beside the script.`);
  if (seen.state !== "found") return [untold(seen, `whether ${target} is there`, target)];
  const read = /^[0-9a-f]{64}$/.test(sha256);
  if (named.sha256 && read && sha256 !== named.sha256.toLowerCase())
    return say(
      "fail",
      "answer-mismatch",
      `${target} is another file than the one that SESTEK named: its SHA-256 differs.`,
    );
  if (named.sha256 && !read)
    return say("could-not-tell", "error", `${target} is there, but its SHA-256 could not be computed.`);
  const concerns = [
    named.sha256 ? "" : "its SHA-256 is not known",
    signature === "NotSigned"
      ? "it is not signed"
      : signature !== "Valid" && signature !== "unknown"
        ? `its signature is ${signature}`
        : "",
    marked === "yes" ? "Windows marks it as coming from the web (run Unblock-File)" : "",
  ].filter(Boolean);
  if (concerns.length > 0) return say("warn", "unsupported", `${target} is there, but ${concerns.join("; ")}.`);
  return say("pass", "ok", `${target} is there, and is the file that SESTEK named.`);
};
