import { createHmac } from "node:crypto";

import type { Locale } from "@/lib/messages/locales";

import type { Notice } from "./kinds";
import { noticePath, noticeSentence } from "./sentence";

export const WEBHOOK_FORMATS = ["generic", "slack", "teams"] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

/** Language of what is posted: a channel has many readers. */
const LOCALE: Locale = "en";
/** Slack's own escapes; everything else of a text is shown as it is. */
const slackText = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The body that is posted for a notification, in the form that the receiver reads. */
export function webhookBody(format: WebhookFormat, notice: Notice, origin: string): string {
  const sentence = noticeSentence(notice, LOCALE);
  const title = notice.project?.name ?? "Knovvu Readiness";
  const url = `${origin}${noticePath(notice)}`;
  if (format === "slack") {
    const text = `*${slackText(title)}*\n${slackText(sentence)}\n<${url}|Open>`;
    return JSON.stringify({
      text: `${title}: ${sentence}`,
      blocks: [{ type: "section", text: { type: "mrkdwn", text } }],
    });
  }
  if (format === "teams") {
    const content = {
      $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
      type: "AdaptiveCard",
      version: "1.4",
      body: [
        { type: "TextBlock", text: title, weight: "Bolder", wrap: true },
        { type: "TextBlock", text: sentence, wrap: true },
      ],
      actions: [{ type: "Action.OpenUrl", title: "Open", url }],
    };
    const card = { contentType: "application/vnd.microsoft.card.adaptive", content };
    return JSON.stringify({ type: "message", attachments: [card] });
  }
  const { kind, data, at, project } = notice;
  return JSON.stringify({ schema: "knovvu-readiness/event@1", kind, at, project, message: sentence, url, data });
}

/**
 * The signature of a posted body: HMAC-SHA-256 over the time (in seconds) and the body, so that an old one
 * cannot be sent again later. Sent as `x-readiness-signature: t=…,v1=…`.
 */
export function signature(secret: string, body: string, seconds: number): string {
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${mac}`;
}
