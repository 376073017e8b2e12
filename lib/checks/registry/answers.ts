import { connectionTrouble } from "@/lib/checks/connection-trouble";
import type { Judgement, Step } from "@/lib/checks/define-check";
import type { RegistryReply } from "@/lib/probes/registry/types";
import type { ReasonCode } from "@/lib/requirements/vocabulary";

/** First error of a registry's JSON body, such as NAME_UNKNOWN; empty when there is none. */
export function errorCode(text: string): string {
  try {
    const body = JSON.parse(text) as { errors?: { code?: unknown }[] };
    const code = body.errors?.[0]?.code;
    return typeof code === "string" && /^[A-Z_]{1,40}$/.test(code) ? code : "";
  } catch {
    return "";
  }
}

/** `knovvu/web: 403 DENIED` for evidence. */
export function said(reply: RegistryReply): string {
  if (!reply.ok) return reply.code;
  return [reply.status, errorCode(reply.text), reply.stage === "token" ? "(token service)" : ""]
    .filter(Boolean)
    .join(" ");
}

interface About {
  target: string;
  expected: string;
  what: string;
  steps?: Step[];
  evidence?: Record<string, unknown>;
}

/** Answers that decide nothing about a right: no connection, patience, the server's own trouble. */
export function undecided(reply: RegistryReply, { what, ...about }: About): Judgement | undefined {
  if (!reply.ok) {
    const trouble = connectionTrouble(reply, about);
    return { ...trouble, verdict: "could-not-tell" };
  }
  const { status } = reply;
  const base = { ...about, found: said(reply) };
  const unknown = (reasonCode: ReasonCode, message: string): Judgement => ({
    ...base,
    verdict: "could-not-tell",
    reasonCode,
    message,
  });
  if (status === 429)
    return unknown(
      "rate-limited",
      `The registry asks for patience (429) before it says whether ${what}. Run it again later.`,
    );
  if (status >= 500)
    return unknown(
      "error",
      `The registry has a fault of its own (${status}), so it could not be told whether ${what}.`,
    );
  if (status >= 300 && status < 400)
    return unknown("unsupported", `The registry redirects to another place, which is not followed with credentials.`);
  return undefined;
}
