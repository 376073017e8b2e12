import "server-only";

import { randomBytes } from "node:crypto";

import type { Actor } from "@/lib/auth/actor";
import { publicOrigin } from "@/lib/auth/origin";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";
import { pem } from "@/lib/intake/schemas/basics";
import { KINDS, type Kind, type Notice } from "@/lib/notify/kinds";
import type { WebhookAddress, WebhookView } from "@/lib/notify/views";
import { WEBHOOK_FORMATS, type WebhookFormat, webhookBody } from "@/lib/notify/webhook";
import { open, seal } from "@/lib/vault/vault";

import { audit } from "./audit";
import { db, type Tx } from "./db";
import { currentRing } from "./settings";

const bindingOf = (id: string) => ({ projectId: "installation", field: `webhook.${id}`, version: 1 });

function proveAdmin(actor: Actor): void {
  if (actor.role !== "admin") throw new Forbidden("Only an administrator sets up where messages go.");
}

function readUrl(text: string): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (url?.protocol !== "https:" || url.username || url.password)
    throw new Invalid("Enter the https address that the receiver gave you, without user name or password.", "url");
  return url;
}

/** Adds a place; answers with the secret that its receiver verifies signatures with, shown this once. */
export async function addWebhook(
  actor: Actor,
  input: { name: string; format: WebhookFormat; url: string; ca?: string | undefined; kinds: readonly string[] },
): Promise<{ id: string; secret: string }> {
  proveAdmin(actor);
  const name = input.name.trim();
  if (name.length < 2 || name.length > 80) throw new Invalid("Enter a name of 2 to 80 characters.", "name");
  if (!WEBHOOK_FORMATS.includes(input.format)) throw new Invalid("Choose one of the forms.", "format");
  const kinds = KINDS.filter((kind) => input.kinds.includes(kind));
  if (kinds.length === 0) throw new Invalid("Choose at least one kind of message.", "kinds");
  const url = readUrl(input.url);
  const ca = input.ca?.trim() || undefined;
  const parsed = ca ? pem.safeParse(ca) : undefined;
  if (parsed?.success === false)
    throw new Invalid(parsed.error.issues[0]?.message ?? "Paste the certificate as text.", "ca");
  const secret = randomBytes(32).toString("base64url");
  return (await db()).$transaction(async (tx) => {
    const { id } = await tx.webhook.create({
      data: {
        name,
        format: input.format,
        host: url.host,
        kinds: JSON.stringify(kinds),
        sealed: "",
        keyId: "",
        createdBy: actor.name,
      },
      select: { id: true },
    });
    const sealed = seal(JSON.stringify({ url: url.href, secret, ...(ca ? { ca } : {}) }), bindingOf(id), currentRing());
    await tx.webhook.update({ where: { id }, data: sealed });
    await audit(tx, actor, { action: "webhook.saved", subject: name, details: { host: url.host, kinds } });
    return { id, secret };
  });
}

/** Tells a place nothing more, or again. */
export async function switchWebhook(actor: Actor, id: string, disabled: boolean): Promise<void> {
  proveAdmin(actor);
  await (await db()).$transaction(async (tx) => {
    const hook = await tx.webhook.findUnique({ where: { id }, select: { name: true } });
    if (!hook) throw new NotFound("Webhook");
    await tx.webhook.update({ where: { id }, data: { disabledAt: disabled ? new Date() : null } });
    await audit(tx, actor, {
      action: disabled ? "webhook.disabled" : "webhook.saved",
      subject: hook.name,
      details: {},
    });
  });
}

/** Every place that is told of events. Administrators only. */
export async function listWebhooks(actor: Actor): Promise<WebhookView[]> {
  if (actor.role !== "admin") throw new NotFound("Page");
  const rows = await (await db()).webhook.findMany({ orderBy: { createdAt: "asc" } });
  return rows.map(({ id, name, format, host, kinds, disabledAt }) => ({
    id,
    name,
    format: format as WebhookFormat,
    host,
    kinds: JSON.parse(kinds) as Kind[],
    disabled: disabledAt !== null,
  }));
}

/** Puts a message for each place that wants this kind on its way, in the caller's transaction. */
export async function postToWebhooks(tx: Tx, notice: Notice): Promise<void> {
  const hooks = await tx.webhook.findMany({
    where: { disabledAt: null },
    select: { id: true, format: true, kinds: true },
  });
  for (const { id, format, kinds } of hooks) {
    if (!(JSON.parse(kinds) as string[]).includes(notice.kind)) continue;
    const payload = webhookBody(format as WebhookFormat, notice, publicOrigin());
    await tx.delivery.create({ data: { channel: "webhook", target: id, payload } });
  }
}

/** Where and with which secret a place is told; undefined when it is gone or switched off. For the worker. */
export async function openWebhook(id: string): Promise<WebhookAddress | undefined> {
  const row = await (await db()).webhook.findFirst({ where: { id, disabledAt: null }, select: { sealed: true } });
  return row ? (JSON.parse(open(row.sealed, bindingOf(id), currentRing())) as WebhookAddress) : undefined;
}
