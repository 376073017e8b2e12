import type { WebhookAddress } from "@/lib/notify/views";
import { signature } from "@/lib/notify/webhook";
import type { Policy } from "@/lib/requirements/policy";

import type { EgressOptions } from "./egress/guard";
import { httpClient } from "./http";
import type { Sent } from "./mail";

/** Answers that say that the address itself is gone. */
const GONE = [404, 410];

/** Posts one signed body through the guard; no redirect is followed, and nothing of the answer is kept. */
export async function postWebhook(
  { url, secret, ca }: WebhookAddress,
  body: string,
  options: { egress: EgressOptions; policy: Policy; now?: Date },
): Promise<Sent> {
  const { hostname, port, pathname, search } = new URL(url);
  const { connectMs, checkMs } = options.policy.limits;
  const host = hostname.replace(/^\[|\]$/g, "");
  const limits = { connectMs, totalMs: checkMs, bodyBytes: 64 * 1024 };
  const client = httpClient({ host, port: Number(port || 443), ...(ca ? { ca } : {}) }, options.egress, limits, 1);
  const seconds = Math.floor((options.now ?? new Date()).getTime() / 1000);
  try {
    const answer = await client.ask({
      method: "POST",
      path: `${pathname}${search}`,
      headers: {
        "content-type": "application/json",
        "user-agent": "knovvu-readiness",
        "x-readiness-signature": signature(secret, body, seconds),
      },
      body,
    });
    if (!answer.ok) return { ok: false, message: answer.message, final: false };
    if (answer.status >= 200 && answer.status < 300) return { ok: true };
    return { ok: false, message: `${host} answered ${answer.status}`, final: GONE.includes(answer.status) };
  } finally {
    client.close();
  }
}
