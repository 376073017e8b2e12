"use server";

import { z } from "zod";

import { action, openAction } from "@/lib/actions/action";
import { countTry, forgetTries } from "@/lib/auth/throttle";
import {
  redeemInvitation as accept,
  inviteColleague as invite,
  resendInvitation as resend,
  revokeInvitation as revoke,
} from "@/lib/data/invitations";
import { makeResetLink as makeLink, redeemReset as reset } from "@/lib/data/password-reset";
import { redeemSetup as setUp } from "@/lib/data/set-up";
import { changePassword as change, chooseReading as choose, updateUser as update } from "@/lib/data/users";
import { LOCALES } from "@/lib/messages/locales";

const text = z.string().max(400);
const role = z.enum(["admin", "manager", "engineer"]);
const id = z.string().min(1).max(64);

/** The first administrator, by the link that the first start printed. */
export const redeemSetup = openAction(
  z.object({ token: text, name: text, email: text, password: text }),
  async ({ token, ...person }, { address }) => {
    await countTry(`setup ${token.slice(0, 8)}`, address);
    return setUp(token, person);
  },
);

/** Accepts an invitation, with a new account or the one that is signed in. */
export const redeemInvitation = openAction(
  z.object({ token: text, name: text, password: text }),
  async ({ token, ...person }, { actor, address }) => {
    await countTry(`invitation ${token.slice(0, 8)}`, address);
    return accept(token, person, actor);
  },
);

/** A new password by an administrator's link; a person whom somebody's guesses held up may try again. */
export const redeemReset = openAction(
  z.object({ token: text, password: text }),
  async ({ token, password }, { address }) => {
    await countTry(`reset ${token.slice(0, 8)}`, address);
    const done = await reset(token, password);
    await forgetTries(done.email, address);
    return done;
  },
);

/** A link for one of SESTEK's people; it is shown once. */
export const inviteColleague = action(z.object({ email: text, role }), (actor, input) => invite(actor, input));

/** A new link in the place of an unused one of SESTEK's people. */
export const resendColleague = action(z.object({ invitationId: id }), (actor, { invitationId }) =>
  resend(actor, undefined, invitationId),
);

/** Takes an unused invitation of SESTEK's people back. */
export const revokeColleague = action(z.object({ invitationId: id }), (actor, { invitationId }) =>
  revoke(actor, undefined, invitationId),
);

/** A link by which a person chooses a new password; it is shown once. */
export const makeResetLink = action(z.object({ userId: id }), (actor, { userId }) => makeLink(actor, userId));

/** Changes a person's role, or lets the person in or out. */
export const updateUser = action(
  z.object({ userId: id, role: role.optional(), disabled: z.boolean().optional() }),
  (actor, { userId, role: next, disabled }) =>
    update(actor, userId, { ...(next ? { role: next } : {}), ...(disabled === undefined ? {} : { disabled }) }),
);

/** Language and time zone of one's own; empty follows the browser. */
export const chooseReading = action(
  z.object({ locale: z.enum(LOCALES).nullable(), timeZone: z.string().max(64).nullable() }),
  (actor, input) => choose(actor, input),
);

/** A new password of one's own; every session ends. */
export const changePassword = action(z.object({ current: text, next: text }), async (actor, input) => {
  await countTry(actor.email, actor.userId);
  await change(actor, input);
});
