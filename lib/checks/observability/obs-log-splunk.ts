import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import type { WebAnswer, WebResult } from "@/lib/probes/types";

import { isWebPage, ladder, member, notAnswered, targetOf, textOf } from "./way-there";

const RUNGS = ["health", "log in", "target"] as const;
const EXPECTED = "the collector knows the token (code 5 to an empty event)";

interface Seen {
  health: WebResult;
  event?: WebResult;
}

/** Logs can be forwarded to Splunk's HTTP Event Collector (S191). An empty body proves the token and writes nothing. */
export const obsLogSplunk = defineCheck({
  id: "obs-log-splunk",
  needs: ["logTarget"],
  async run({ probes }): Promise<Seen> {
    const health = await probes.logTarget.ask({ method: "GET", path: "/services/collector/health" });
    if (!health.ok) return { health };
    return {
      health,
      event: await probes.logTarget.ask({ method: "POST", path: "/services/collector/event", body: "" }),
    };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

function codeOf(answer: WebAnswer): number | undefined {
  const code = member(answer.body, "code");
  return typeof code === "number" ? code : undefined;
}

function judge({ health, event }: Seen, { answers }: JudgeContext): Judgement {
  const target = targetOf(answers["obs.logUrl"]);
  const index = answers["obs.logTarget"];
  const answer = event ?? health;
  const code = answer.ok ? codeOf(answer) : undefined;
  const evidence = {
    health: health.ok ? health.status : health.code,
    ...(event ? { event: event.ok ? event.status : event.code } : {}),
    ...(code === undefined ? {} : { code }),
  };
  const about = { target, expected: EXPECTED, evidence };
  if (!answer.ok) {
    const steps = ladder(health.ok ? { ok: true } : health, true, RUNGS, {
      at: "log in",
      state: "could-not-tell",
      detail: answer.message,
    });
    return notAnswered(answer, { ...about, steps }, "Splunk's event collector");
  }
  const broke = (at: (typeof RUNGS)[number], state: "failed" | "could-not-tell", detail: string) =>
    ladder(answer, true, RUNGS, { at, state, detail });
  const said = textOf(answer.body, "text");
  const found = code === undefined ? `HTTP ${answer.status}` : `code ${code}${said ? ` (${said})` : ""}`;
  const fail = (message: string): Judgement => ({
    ...about,
    steps: broke("log in", "failed", found),
    verdict: "fail",
    reasonCode: "auth",
    found,
    message,
  });
  if (isWebPage(answer) && answer.status !== 401)
    return notAnswered(
      answer,
      { ...about, steps: broke("health", "could-not-tell", found) },
      "Splunk's event collector",
    );
  if (answer.status === 403 && code === 1)
    return fail(`The token is disabled at ${target}. Enable it in Splunk's data inputs.`);
  if (answer.status === 403 && (code === 4 || code === undefined))
    return fail(`${target} does not know the token. Enter the token of its HTTP Event Collector again.`);
  if (answer.status === 401)
    return fail(`${target} did not take the token (${found}). Enter the token alone, as Splunk shows it.`);
  if (answer.status === 400 && code === 10) {
    const message =
      "The token is valid, but indexer acknowledgement is on for it, so every request needs a channel. Switch the acknowledgement off, or tell SESTEK.";
    const steps = broke("target", "could-not-tell", found);
    return { ...about, steps, verdict: "warn", reasonCode: "unsupported", found, message };
  }
  if (answer.status === 400 && code === 5 && index) {
    const message = `The token is valid. Whether it may write to the index ${index} shows only with a real event: check that the index is among the token's allowed indexes.`;
    const steps = broke("target", "could-not-tell", "Not asked, because only a real event shows it.");
    return { ...about, steps, verdict: "warn", reasonCode: "unsupported", found, message };
  }
  if (answer.status === 400 && code === 5) {
    const message = `The collector at ${target} knows the token and writes to its default index.`;
    return { ...about, steps: ladder(answer, true, RUNGS), verdict: "pass", reasonCode: "ok", found, message };
  }
  if (code === 9 || answer.status === 503) {
    const message = `The collector at ${target} is busy or not ready (${found}). Run this again when it is healthy.`;
    return {
      ...about,
      steps: broke("health", "could-not-tell", found),
      verdict: "could-not-tell",
      reasonCode: "error",
      found,
      message,
    };
  }
  if (answer.status === 404) {
    const message = `There is no event collector at ${target}. Enable the HTTP Event Collector, or enter its own address and port (8088 is usual).`;
    return {
      ...about,
      steps: broke("health", "could-not-tell", found),
      verdict: "could-not-tell",
      reasonCode: "not-found",
      found,
      message,
    };
  }
  return notAnswered(answer, { ...about, steps: broke("log in", "could-not-tell", found) }, "Splunk's event collector");
}
