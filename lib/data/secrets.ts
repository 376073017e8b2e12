import "server-only";

import { isIP } from "node:net";

import type { Actor } from "@/lib/auth/actor";
import { env } from "@/lib/env";
import { Invalid } from "@/lib/errors";
import type { FieldId, KubeconfigSummary, SafeKubeconfig, SecretFieldId } from "@/lib/intake/answers";
import { parseSecret, secretSchemas } from "@/lib/intake/schemas/secrets";
import { classify, embeddedIpv4 } from "@/lib/probes/egress/addresses";
import { seal } from "@/lib/vault/vault";

import { proveOpenProject, proveProject } from "./access";
import { answersChanged, BECAUSE } from "./answers-changed";
import { audit } from "./audit";
import { db } from "./db";
import { currentRing } from "./settings";
import { markStale } from "./staleness";

/** What may be shown of a stored secret: never any part of it. */
export interface SecretHint {
  setBy: string;
  setAt: string;
  summary?: KubeconfigSummary;
}

async function store(
  actor: Actor,
  projectId: string,
  field: SecretFieldId,
  plain: string,
  hint: object,
): Promise<SecretHint> {
  const now = new Date();
  return (await db()).$transaction(async (tx) => {
    await proveOpenProject(tx, actor, projectId);
    const current = await tx.secret.findUnique({
      where: { projectId_field: { projectId, field } },
      select: { version: true },
    });
    const version = (current?.version ?? 0) + 1;
    const { sealed, keyId } = seal(plain, { projectId, field, version }, currentRing());
    const data = { sealed, keyId, version, hint: JSON.stringify(hint), setBy: actor.name, setAt: now };
    await tx.secret.upsert({
      where: { projectId_field: { projectId, field } },
      create: { projectId, field, ...data },
      update: data,
    });
    await markStale(tx, projectId, field as FieldId, now);
    await answersChanged(tx, actor, projectId, BECAUSE.secretSet(actor.name, field));
    await audit(tx, actor, { action: "secret.set", projectId, subject: field, details: { version } });
    return { ...hint, setBy: actor.name, setAt: now.toISOString() };
  });
}

/** Seals one secret; the value is never readable again through the pages. */
export async function saveSecret(
  actor: Actor,
  input: { projectId: string; field: string; value: unknown },
): Promise<SecretHint> {
  const { projectId, field } = input;
  if (!Object.hasOwn(secretSchemas, field)) throw new Invalid("This is not a secret of the intake.", field);
  const id = field as keyof typeof secretSchemas;
  const parsed = parseSecret(id, input.value);
  if (!parsed.ok) {
    await proveProject(await db(), actor, projectId);
    throw new Invalid(parsed.message, field);
  }
  return store(actor, projectId, id, JSON.stringify(parsed.value), {});
}

/** An address that is never dialled is refused at once, not only when a run finds it (catalogue 1.4). */
function refuseForbiddenAddress(server: string): void {
  const host = new URL(server).hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) === 0) return;
  const kind = classify(embeddedIpv4(host) ?? host);
  if (kind === "denied" || (kind === "loopback" && !env().CHECK_ALLOW_LOOPBACK)) {
    throw new Invalid(
      `${host} is a loopback, link-local, metadata or reserved address, which is never contacted. Use the address under which the cluster is known in your network.`,
      "k8s.kubeconfig",
    );
  }
}

/** Seals the one chosen context of an accepted kubeconfig; the uploaded file itself is not kept. */
export async function saveKubeconfig(
  actor: Actor,
  projectId: string,
  config: SafeKubeconfig,
  summary: KubeconfigSummary,
): Promise<SecretHint> {
  refuseForbiddenAddress(config.server);
  return store(actor, projectId, "k8s.kubeconfig", JSON.stringify({ config, summary }), { summary });
}

/** Removes a secret for good. */
export async function removeSecret(actor: Actor, projectId: string, field: SecretFieldId): Promise<void> {
  const now = new Date();
  await (await db()).$transaction(async (tx) => {
    await proveProject(tx, actor, projectId);
    const { count } = await tx.secret.deleteMany({ where: { projectId, field } });
    if (count === 0) return;
    await markStale(tx, projectId, field as FieldId, now);
    await answersChanged(tx, actor, projectId, BECAUSE.secretRemoved(actor.name, field));
    await audit(tx, actor, { action: "secret.removed", projectId, subject: field });
  });
}

/** Who set which secret when. */
export async function secretHints(
  actor: Actor,
  projectId: string,
): Promise<Partial<Record<SecretFieldId, SecretHint>>> {
  const client = await db();
  await proveProject(client, actor, projectId);
  const rows = await client.secret.findMany({
    where: { projectId },
    select: { field: true, hint: true, setBy: true, setAt: true },
  });
  return Object.fromEntries(
    rows.map((row) => [
      row.field,
      { ...(JSON.parse(row.hint) as object), setBy: row.setBy, setAt: row.setAt.toISOString() },
    ]),
  );
}
