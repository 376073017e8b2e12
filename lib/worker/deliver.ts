import { claimDeliveries, type DueDelivery, delivered, failed, forgetOldDeliveries } from "@/lib/data/deliveries";
import { queueDigests } from "@/lib/data/digests";
import { tellOfEndingCredentials } from "@/lib/data/ending-credentials";
import { currentPolicy } from "@/lib/data/settings";
import { openWebhook } from "@/lib/data/webhooks";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { Mail } from "@/lib/notify/mail";
import { mailSender, type Sent } from "@/lib/probes/mail";
import { postWebhook } from "@/lib/probes/webhook";

const LOOK_EVERY_MS = 2_000;
const HOUSEKEEPING_EVERY_MS = 60_000;

let sender: ReturnType<typeof mailSender> | undefined;

async function send({ channel, target, payload }: DueDelivery): Promise<Sent> {
  const { SMTP_URL, MAIL_FROM, CHECK_ALLOW_CIDRS, CHECK_DENY_CIDRS, CHECK_ALLOW_LOOPBACK, PORT } = env();
  if (channel === "mail") {
    if (!SMTP_URL) return { ok: false, message: "No mail server is set up (SMTP_URL).", final: false };
    sender ??= mailSender({ url: SMTP_URL, from: MAIL_FROM });
    return sender.send(JSON.parse(payload) as Mail);
  }
  const hook = await openWebhook(target);
  if (!hook) return { ok: false, message: "This webhook is switched off.", final: true };
  const egress = {
    allowPrivate: false,
    allowCidrs: CHECK_ALLOW_CIDRS,
    denyCidrs: CHECK_DENY_CIDRS,
    allowLoopback: CHECK_ALLOW_LOOPBACK,
    ownAddresses: [{ address: "127.0.0.1", port: PORT }],
  };
  return postWebhook(hook, payload, { egress, policy: currentPolicy() });
}

/** Sends what is due once; a message that fails waits for its next try and holds nobody up. */
export async function deliverDue(now = new Date()): Promise<number> {
  const due = await claimDeliveries(now);
  await Promise.all(
    due.map(async (one) => {
      const sent = await send(one).catch((error: unknown): Sent => {
        log().error({ delivery: one.id, error: String(error) }, "a message could not be sent");
        return { ok: false, message: "The message could not be made ready.", final: false };
      });
      if (sent.ok) await delivered(one);
      else await failed(one, sent.message, { now, final: sent.final });
    }),
  );
  return due.length;
}

/** Sends messages, makes the daily mails and looks after ending credentials until told to stop; beside the runs. */
export async function deliverUntil(stopping: AbortSignal): Promise<void> {
  let tidied = 0;
  while (!stopping.aborted) {
    try {
      if (Date.now() - tidied >= HOUSEKEEPING_EVERY_MS) {
        tidied = Date.now();
        await tellOfEndingCredentials();
        await queueDigests();
        await forgetOldDeliveries();
      }
      await deliverDue();
    } catch (error) {
      log().error({ error: String(error) }, "sending messages");
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LOOK_EVERY_MS);
      stopping.addEventListener(
        "abort",
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }
  sender?.close();
}
