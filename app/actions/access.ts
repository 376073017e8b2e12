"use server";

import { z } from "zod";

import { action } from "@/lib/actions/action";
import {
  inviteCustomers as invite,
  resendInvitation as resend,
  revokeInvitation as revoke,
} from "@/lib/data/invitations";
import { endAccess as end } from "@/lib/data/seats";

const id = z.string().min(1).max(64);
const invitation = z.object({ projectId: id, invitationId: id });

/** Single-use links for several people of the customer; each is shown once. */
export const inviteCustomers = action(
  z.object({ projectId: id, emails: z.array(z.string().max(254)).max(50) }),
  (actor, { projectId, emails }) => invite(actor, projectId, emails),
);

/** A new link in the place of an unused one. */
export const resendInvitation = action(invitation, (actor, { projectId, invitationId }) =>
  resend(actor, projectId, invitationId),
);

/** Takes an unused invitation back. */
export const revokeInvitation = action(invitation, (actor, { projectId, invitationId }) =>
  revoke(actor, projectId, invitationId),
);

/** Ends a customer's access to the project. */
export const endAccess = action(z.object({ projectId: id, userId: id }), (actor, { projectId, userId }) =>
  end(actor, projectId, userId),
);
