import "server-only";

import { createHash, randomBytes } from "node:crypto";

import type { Role } from "@/lib/auth/actor";
import type { LinkEnd } from "@/lib/auth/people";
import { LinkEnded, NotFound } from "@/lib/errors";

import type { Tx } from "./db";

const DAY_MS = 86_400_000;
/** How long each kind of single-use link works. */
const DAYS = { setup: 1, invitation: 7, reset: 1 } as const;
export type LinkKind = keyof typeof DAYS;

const ENDED: Record<LinkKind, Record<LinkEnd, string>> = {
  setup: {
    used: "This set-up link was used already. Sign in as the administrator that it made.",
    expired: "This set-up link has expired. Restart the application: it prints a new one while nobody can sign in.",
    revoked: "This set-up link was replaced by a newer one. Use the last one that the application printed.",
  },
  invitation: {
    used: "This invitation was used already. Sign in with the account that accepted it, or ask the person who sent it for a new one.",
    expired: "This invitation has expired. Ask the person who sent it for a new one.",
    revoked:
      "This invitation was taken back, or replaced by a newer one. Use the newest link, or ask the person who sent it.",
  },
  reset: {
    used: "This link was used already. Sign in with the password that was chosen, or ask your administrator for a new link.",
    expired: "This link has expired. Ask your administrator for a new one.",
    revoked: "This link was replaced by a newer one. Use the newest link, or ask your administrator.",
  },
};

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

interface LinkTimes {
  consumedAt: Date | null;
  revokedAt: Date | null;
  expiresAt: Date;
}

/** Conditions of a link that still works. */
export const stillOpen = () => ({ consumedAt: null, revokedAt: null, expiresAt: { gt: new Date() } });

/** What ended a link; undefined while it works. */
export function endOf({ consumedAt, revokedAt, expiresAt }: LinkTimes): LinkEnd | undefined {
  if (consumedAt) return "used";
  if (revokedAt) return "revoked";
  return expiresAt <= new Date() ? "expired" : undefined;
}

/** Makes a single-use link and answers with its path. Only a hash of its token is kept. */
export async function makeLink(
  tx: Pick<Tx, "oneTimeLink">,
  data: { kind: LinkKind; projectId?: string; email?: string; role?: Role; createdBy?: string },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + DAYS[data.kind] * DAY_MS);
  await tx.oneTimeLink.create({ data: { ...data, tokenHash: hashOf(token), expiresAt } });
  return `/${data.kind}/${token}`;
}

/** The link of a token with what ended it, if anything did. NotFound for a token that was never made. */
export async function findLink(tx: Pick<Tx, "oneTimeLink">, token: string, kind: LinkKind) {
  const link = await tx.oneTimeLink.findUnique({
    where: { tokenHash: hashOf(token) },
    include: { project: { select: { customer: true, environment: true } } },
  });
  if (!link || link.kind !== kind) throw new NotFound("Link");
  return { ...link, end: endOf(link) };
}

/** A link that still works; LinkEnded says why it does not. */
export async function openLink(tx: Pick<Tx, "oneTimeLink">, token: string, kind: LinkKind) {
  const link = await findLink(tx, token, kind);
  if (link.end) throw new LinkEnded(ENDED[kind][link.end]);
  return link;
}

/** Uses a link up inside the transaction: of two at once, one hears why it came too late. */
export async function consume(tx: Tx, id: string, consumedBy?: string): Promise<void> {
  const { count } = await tx.oneTimeLink.updateMany({
    where: { id, ...stillOpen() },
    data: { consumedAt: new Date(), ...(consumedBy ? { consumedBy } : {}) },
  });
  if (count > 0) return;
  const link = await tx.oneTimeLink.findUniqueOrThrow({ where: { id } });
  throw new LinkEnded(ENDED[link.kind as LinkKind][endOf(link) ?? "used"]);
}

/** Ends the links that still wait under these conditions, and says how many they were. */
export async function revokeLinks(
  tx: Pick<Tx, "oneTimeLink">,
  where: { kind: LinkKind; id?: string; email?: string; projectId?: string | null },
): Promise<number> {
  const { count } = await tx.oneTimeLink.updateMany({
    where: { ...where, consumedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return count;
}
