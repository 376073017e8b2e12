import { DEFAULT_CHOICES } from "@/lib/notify/kinds";

import type { Ids } from "./ids";
import { ADMIN, type Caller, INSIDE, MANAGERS, OPEN, SIGNED_IN, VENDOR } from "./roles";

/** Who may call a server action, and what is sent to it for these ids. */
export interface ActionRow {
  may: readonly Caller[];
  input: (ids: Ids) => Record<string, unknown>;
}

const row = ({ projectId, requirementId }: Ids) => ({ projectId, requirementId });
const project = ({ projectId }: Ids) => ({ projectId });
const link = () => ({
  token: "no-such-token",
  name: "No One",
  email: "no@one.example",
  password: "a long enough phrase",
});

/** Every exported server action, as file#name. A new one without a row fails the matrix. */
export const ACTIONS: Record<string, ActionRow> = {
  "access#inviteCustomers": {
    may: MANAGERS,
    input: (ids) => ({ ...project(ids), emails: [`new-${ids.projectId}@x.example`] }),
  },
  "access#resendInvitation": { may: MANAGERS, input: ({ projectId, invitationId }) => ({ projectId, invitationId }) },
  "access#revokeInvitation": { may: MANAGERS, input: ({ projectId, invitationId }) => ({ projectId, invitationId }) },
  "access#endAccess": { may: MANAGERS, input: ({ projectId, userId }) => ({ projectId, userId }) },
  "cluster#previewCluster": { may: INSIDE, input: (ids) => ({ ...project(ids), parts: ["ports"] }) },
  "cluster#startClusterRun": {
    may: INSIDE,
    input: (ids) => ({ ...project(ids), parts: ["ports"], hex: "1a2b", agreed: "nothing", volumeMayStay: false }),
  },
  "cluster#handOutManifest": { may: INSIDE, input: project },
  "errands#handOutScript": { may: INSIDE, input: (ids) => ({ ...project(ids), role: "terminal" }) },
  "errands#handOutPlan": { may: INSIDE, input: project },
  "errands#revokeErrand": { may: INSIDE, input: ({ projectId, errandId }) => ({ projectId, errandId }) },
  "notifications#markRead": { may: SIGNED_IN, input: () => ({}) },
  "notifications#chooseNotices": { may: SIGNED_IN, input: () => ({ choices: DEFAULT_CHOICES }) },
  "notifications#addWebhook": {
    may: ADMIN,
    input: () => ({ name: "Channel", format: "generic", url: "https://hooks.example/x", kinds: ["row.red"] }),
  },
  "notifications#switchWebhook": { may: ADMIN, input: () => ({ id: "none", disabled: true }) },
  "notifications#sendAgain": { may: ADMIN, input: () => ({ id: "none" }) },
  "people#redeemSetup": { may: OPEN, input: link },
  "people#redeemInvitation": { may: OPEN, input: link },
  "people#redeemReset": { may: OPEN, input: link },
  "people#inviteColleague": { may: ADMIN, input: () => ({ email: "colleague@x.example", role: "engineer" }) },
  "people#resendColleague": { may: ADMIN, input: ({ invitationId }) => ({ invitationId }) },
  "people#revokeColleague": { may: ADMIN, input: ({ invitationId }) => ({ invitationId }) },
  "people#makeResetLink": { may: ADMIN, input: ({ userId }) => ({ userId }) },
  "people#updateUser": { may: ADMIN, input: ({ userId }) => ({ userId, disabled: false }) },
  "people#chooseReading": { may: SIGNED_IN, input: () => ({ locale: null, timeZone: null }) },
  "people#changePassword": { may: SIGNED_IN, input: () => ({ current: "wrong", next: "a long enough phrase" }) },
  "projects#createProject": { may: MANAGERS, input: () => ({ customer: "New Bank", environment: "Test" }) },
  "projects#createPracticeProject": { may: VENDOR, input: () => ({}) },
  "projects#mendPractice": { may: INSIDE, input: (ids) => ({ ...project(ids), mistake: "ns-quota", mended: true }) },
  "projects#allowNetworks": { may: VENDOR, input: (ids) => ({ ...project(ids), networks: [] }) },
  "runs#testAnswer": { may: INSIDE, input: (ids) => ({ ...project(ids), field: "db.host" }) },
  "runs#runChecks": { may: INSIDE, input: (ids) => ({ ...project(ids), scope: { kind: "only", ids: ["ts-host"] } }) },
  "runs#cancelRun": { may: INSIDE, input: project },
  "runs#takeFound": { may: INSIDE, input: (ids) => ({ ...row(ids), field: "db.host" }) },
  "runs#waive": { may: VENDOR, input: (ids) => ({ ...row(ids), reason: "because we looked", days: 7 }) },
  "runs#revokeWaiver": { may: VENDOR, input: row },
  "runs#withdrawAttestation": { may: INSIDE, input: row },
  "sign-off#signOff": { may: VENDOR, input: project },
  "sign-off#closeProject": { may: MANAGERS, input: (ids) => ({ ...project(ids), secrets: "later" }) },
  "sign-off#reopenProject": { may: MANAGERS, input: project },
  "vendor#agreeToMatrix": { may: INSIDE, input: (ids) => ({ ...project(ids), hash: "0" }) },
  "vendor#confirmDecision": { may: MANAGERS, input: () => ({ id: "D0", value: {}, seenAt: null }) },
  "vendor#saveProduct": {
    may: ADMIN,
    input: ({ projectId }) => ({ product: { code: "VA", name: "Virtual Agent", version: projectId, definition: {} } }),
  },
  "vendor#importProduct": { may: ADMIN, input: () => ({ text: "kind: Pod" }) },
  "vendor#retireProduct": { may: ADMIN, input: ({ productId }) => ({ productId, retired: false }) },
  "vendor#applyProducts": {
    may: VENDOR,
    input: ({ projectId, productId }) => ({ projectId, productIds: [productId], fields: [], answersRevision: 0 }),
  },
  "work#assign": {
    may: INSIDE,
    input: (ids) => ({ ...row(ids), assignee: { role: "k8s" }, dueOn: null, basedOn: null }),
  },
  "work#removeComment": { may: INSIDE, input: ({ projectId, commentId }) => ({ projectId, commentId }) },
};
