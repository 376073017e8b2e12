import { connectionSteps, connectionTrouble } from "@/lib/checks/connection-trouble";
import type { Judgement, Step } from "@/lib/checks/define-check";
import type { Unreachable, WebAnswer, WebResult } from "@/lib/probes/types";

/** `logs.corp.example:9200`, as rows name a target. */
export function targetOf(url: string | undefined): string {
  if (!url) return "log system";
  const { host, port, protocol } = new URL(url);
  return port ? host : `${host}:${protocol === "http:" ? 80 : 443}`;
}

/** A member of a JSON object that a peer sent; undefined for anything else. */
export function member(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null && Object.hasOwn(body, name)
    ? (body as Record<string, unknown>)[name]
    : undefined;
}

/** A text of a JSON object that a peer sent; empty when there is none. */
export function textOf(body: unknown, name: string): string {
  const value = member(body, name);
  return typeof value === "string" ? value : "";
}

/** Rungs after the connection, up to the one that broke. */
export function ladder(
  answer: WebResult | Unreachable | { ok: true },
  tls: boolean,
  rungs: readonly string[],
  broke?: { at: string; state: "failed" | "could-not-tell"; detail: string },
): Step[] {
  const connection = connectionSteps(answer, { tls });
  const at = answer.ok ? (broke ? rungs.indexOf(broke.at) : rungs.length) : 0;
  const rest = rungs.map((name, index): Step => {
    if (index < at) return { name, state: "done" };
    if (index === at && broke && answer.ok) return { name, state: broke.state, detail: broke.detail };
    return { name, state: "not-reached" };
  });
  return [...connection, ...rest];
}

/** No answer, or one that nobody can read: the same words for every web service. */
export function notAnswered(
  answer: WebResult | Unreachable,
  about: Pick<Judgement, "target"> & Partial<Pick<Judgement, "expected" | "steps" | "evidence">>,
  what: string,
): Judgement {
  if (!answer.ok) return connectionTrouble(answer, about);
  const { status } = answer;
  const said = (reasonCode: Judgement["reasonCode"], message: string): Judgement => ({
    ...about,
    verdict: "could-not-tell",
    reasonCode,
    message,
    found: `HTTP ${status}`,
  });
  if (status === 429) return said("rate-limited", `${about.target} asked us to slow down. Run this again in a minute.`);
  if (status >= 300 && status < 400)
    return said(
      "error",
      `${about.target} points elsewhere (HTTP ${status}), which is not followed. Enter the address of ${what} itself.`,
    );
  if (isWebPage(answer))
    return said(
      "error",
      `Something answers at ${about.target} (HTTP ${status}), but not as ${what} does: a proxy or a log-in page, perhaps. Check the address and port.`,
    );
  return said(
    "error",
    `${about.target} answered HTTP ${status}, which settles nothing. Run this again, or ask its administrator.`,
  );
}

/** A body that is not JSON where JSON is due. */
export const isWebPage = (answer: WebAnswer): boolean => answer.notJson;
