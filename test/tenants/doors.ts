import { readAuditQuery } from "@/lib/audit/query";
import type { Actor } from "@/lib/auth/actor";
import * as answers from "@/lib/data/answers";
import { getArtefactInput } from "@/lib/data/artefact-input";
import * as attestations from "@/lib/data/attestations";
import { exportAudit, listAudit } from "@/lib/data/audit-log";
import { getBoard } from "@/lib/data/board";
import * as certificates from "@/lib/data/certificates";
import * as closing from "@/lib/data/closing";
import { handOutManifest, takeClusterLog } from "@/lib/data/cluster-results";
import * as clusterRuns from "@/lib/data/cluster-runs";
import * as comments from "@/lib/data/comments";
import { takeDatabaseLook } from "@/lib/data/database-looks";
import { confirmDecision, listDecisions } from "@/lib/data/decisions";
import * as deliveries from "@/lib/data/deliveries";
import { listErrands, revokeErrand } from "@/lib/data/errands";
import { findProjects } from "@/lib/data/find-projects";
import { readHistory } from "@/lib/data/history";
import * as invitations from "@/lib/data/invitations";
import { agreeToMatrix, getMatrix } from "@/lib/data/matrix";
import * as notifications from "@/lib/data/notifications";
import { handOutPlan } from "@/lib/data/offline-plans";
import { takeOfflineResult } from "@/lib/data/offline-results";
import { makeResetLink } from "@/lib/data/password-reset";
import { portfolioStatistics } from "@/lib/data/portfolio-statistics";
import * as products from "@/lib/data/products";
import { listProjectPeople } from "@/lib/data/project-people";
import * as projectProducts from "@/lib/data/project-products";
import * as projects from "@/lib/data/projects";
import * as runs from "@/lib/data/runs";
import { endAccess, listAccess } from "@/lib/data/seats";
import * as secrets from "@/lib/data/secrets";
import { takeUploadedResult } from "@/lib/data/terminal-results";
import { handOutScript } from "@/lib/data/terminal-scripts";
import * as users from "@/lib/data/users";
import { revokeWaiver, waive } from "@/lib/data/waivers";
import * as webhooks from "@/lib/data/webhooks";
import { assign } from "@/lib/data/work";
import type { Board } from "@/lib/engine/types";
import { DEFAULT_CHOICES } from "@/lib/notify/kinds";
import { projectsSeenBy } from "@/test/people";

import type { Ids } from "./ids";
import { ADMIN, type Caller, INSIDE, MANAGERS, SIGNED_IN, VENDOR } from "./roles";

/** Who may go through a door of the data layer, and how it is knocked at. */
export interface Door {
  may: readonly Caller[];
  call: (actor: Actor, ids: Ids) => Promise<unknown>;
  /** What it asks for is not planted: those who may read that it is not found. */
  absent?: true;
}

const door = (may: Door["may"], call: Door["call"], absent?: true): Door => ({
  may,
  call,
  ...(absent ? { absent } : {}),
});
const inProject = (may: Door["may"], call: (actor: Actor, projectId: string) => Promise<unknown>) =>
  door(may, (actor, { projectId }) => call(actor, projectId));
const ROW = { requirementId: "ts-host" } as const;

/** Every function of the data layer that takes an actor, as file#name. A new one without a row fails the matrix. */
export const DOORS: Record<string, Door> = {
  "answers#getFacts": inProject(INSIDE, answers.getFacts),
  "answers#getAnswers": inProject(INSIDE, answers.getAnswers),
  "answers#saveAnswer": inProject(INSIDE, (actor, projectId) =>
    answers.saveAnswer(actor, { projectId, field: "db.port", value: 5432, baseRevision: 0 }),
  ),
  "answers#importAnswers": inProject(INSIDE, (actor, projectId) =>
    answers.importAnswers(actor, projectId, { "db.port": 5432 }),
  ),
  "answers#takeFound": inProject(INSIDE, (actor, projectId) =>
    answers.takeFound(actor, { projectId, ...ROW, field: "db.host" }),
  ),
  "artefact-input#getArtefactInput": inProject(INSIDE, getArtefactInput),
  "attestations#attest": inProject(INSIDE, (actor, projectId) =>
    attestations.attest(actor, { projectId, ...ROW, holds: true }),
  ),
  "attestations#withdrawAttestation": inProject(INSIDE, (actor, projectId) =>
    attestations.withdrawAttestation(actor, projectId, ROW.requirementId),
  ),
  "attestations#evidenceFile": door(INSIDE, (actor, { projectId, attestationId }) =>
    attestations.evidenceFile(actor, projectId, attestationId),
  ),
  "audit-log#listAudit": inProject(VENDOR, (actor, projectId) => listAudit(actor, readAuditQuery({}), { projectId })),
  "audit-log#exportAudit": inProject(VENDOR, (actor, projectId) =>
    exportAudit(actor, readAuditQuery({}), { projectId }),
  ),
  "board#getBoard": inProject(INSIDE, getBoard),
  "certificates#signOff": inProject(VENDOR, certificates.signOff),
  "certificates#listCertificates": inProject(INSIDE, certificates.listCertificates),
  "certificates#getCertificate": inProject(INSIDE, (actor, projectId) =>
    certificates.getCertificate(actor, projectId, 1),
  ),
  "certificates#contentNow": inProject(INSIDE, certificates.contentNow),
  "certificates#whyNotSign": inProject(INSIDE, (actor, projectId) =>
    certificates.whyNotSign(actor, { projectId, rows: [] } as unknown as Board),
  ),
  "closing#closeProject": inProject(MANAGERS, (actor, projectId) => closing.closeProject(actor, projectId, "at-once")),
  "closing#reopenProject": inProject(MANAGERS, closing.reopenProject),
  "closing#getClosing": inProject(INSIDE, closing.getClosing),
  "comments#addComment": inProject(INSIDE, (actor, projectId) =>
    comments.addComment(actor, { projectId, text: "Hello", internal: false, mentions: [], files: [] }),
  ),
  "comments#listComments": inProject(INSIDE, (actor, projectId) => comments.listComments(actor, projectId, ROW)),
  "comments#removeComment": door(["customer"], (actor, { projectId, commentId }) =>
    comments.removeComment(actor, projectId, commentId),
  ),
  "comments#commentFile": door(INSIDE, (actor, { projectId, fileId }) =>
    comments.commentFile(actor, projectId, fileId),
  ),
  "decisions#listDecisions": door(VENDOR, listDecisions),
  "decisions#confirmDecision": door(
    MANAGERS,
    (actor) => confirmDecision(actor, { id: "D0", value: {}, seenAt: null }),
    true,
  ),
  "errands#listErrands": inProject(INSIDE, (actor, projectId) => listErrands(actor, projectId, ["terminal"])),
  "errands#revokeErrand": door(INSIDE, (actor, { projectId, errandId }) => revokeErrand(actor, projectId, errandId)),
  "terminal-results#takeUploadedResult": inProject(INSIDE, (actor, projectId) =>
    takeUploadedResult(actor, projectId, new TextEncoder().encode("not a result")),
  ),
  "terminal-scripts#handOutScript": inProject(INSIDE, (actor, projectId) =>
    handOutScript(actor, projectId, "terminal"),
  ),
  "offline-plans#handOutPlan": inProject(INSIDE, handOutPlan),
  "database-looks#takeDatabaseLook": inProject(INSIDE, (actor, projectId) =>
    takeDatabaseLook(actor, projectId, "no line"),
  ),
  "offline-results#takeOfflineResult": inProject(INSIDE, (actor, projectId) =>
    takeOfflineResult(actor, projectId, new TextEncoder().encode("not a result")),
  ),
  "find-projects#findProjects": door(SIGNED_IN, (actor) => findProjects(actor, "kanarienvogel")),
  "history#readHistory": inProject(INSIDE, (actor, projectId) => readHistory(actor, projectId, ROW.requirementId)),
  "invitations#inviteCustomers": inProject(MANAGERS, (actor, projectId) =>
    invitations.inviteCustomers(actor, projectId, ["somebody@new.example"]),
  ),
  "invitations#inviteColleague": door(ADMIN, (actor) =>
    invitations.inviteColleague(actor, { email: "colleague@new.example", role: "engineer" }),
  ),
  "invitations#resendInvitation": door(MANAGERS, (actor, { projectId, invitationId }) =>
    invitations.resendInvitation(actor, projectId, invitationId),
  ),
  "cluster-runs#clusterParts": inProject(INSIDE, clusterRuns.clusterParts),
  "cluster-runs#previewCluster": inProject(INSIDE, (actor, projectId) =>
    clusterRuns.previewCluster(actor, projectId, ["ports"]),
  ),
  "cluster-runs#startClusterRun": inProject(INSIDE, (actor, projectId) =>
    clusterRuns.startClusterRun(actor, projectId, { parts: ["ports"], hex: "1a2b", agreed: "", volumeMayStay: false }),
  ),
  "cluster-results#handOutManifest": inProject(INSIDE, handOutManifest),
  "cluster-results#takeClusterLog": inProject(INSIDE, (actor, projectId) =>
    takeClusterLog(actor, projectId, new TextEncoder().encode("not a log")),
  ),
  "invitations#revokeInvitation": door(MANAGERS, (actor, { projectId, invitationId }) =>
    invitations.revokeInvitation(actor, projectId, invitationId),
  ),
  "invitations#invitedColleagues": door(ADMIN, invitations.invitedColleagues),
  "matrix#getMatrix": inProject(INSIDE, getMatrix),
  "matrix#agreeToMatrix": inProject(INSIDE, (actor, projectId) => agreeToMatrix(actor, projectId, "0")),
  "password-reset#makeResetLink": door(ADMIN, (actor, { userId }) => makeResetLink(actor, userId)),
  "portfolio#listPortfolio": door(SIGNED_IN, projectsSeenBy),
  "portfolio-statistics#portfolioStatistics": door(VENDOR, portfolioStatistics),
  "products#listProducts": door(VENDOR, products.listProducts),
  "products#getProduct": door(VENDOR, (actor, { productId }) => products.getProduct(actor, productId), true),
  "products#saveProduct": door(
    ADMIN,
    (actor, { productId }) => products.saveProduct(actor, { id: productId, product: {} }),
    true,
  ),
  "products#importProduct": door(ADMIN, (actor) => products.importProduct(actor, "not a product")),
  "products#retireProduct": door(ADMIN, (actor, { productId }) => products.retireProduct(actor, productId, true), true),
  "project-people#listProjectPeople": inProject(INSIDE, listProjectPeople),
  "project-products#getProjectProducts": inProject(INSIDE, projectProducts.getProjectProducts),
  "project-products#choosableProducts": inProject(VENDOR, projectProducts.choosableProducts),
  "project-products#planProducts": inProject(VENDOR, (actor, projectId) =>
    projectProducts.planProducts(actor, projectId, []),
  ),
  "project-products#applyProducts": inProject(VENDOR, (actor, projectId) =>
    projectProducts.applyProducts(actor, { projectId, productIds: [], fields: [], answersRevision: 0 }),
  ),
  "projects#createProject": door(MANAGERS, (actor) =>
    projects.createProject(actor, { customer: "New Bank", environment: "Test" }),
  ),
  "projects#createPracticeRow": door(VENDOR, (actor) => projects.createPracticeRow(actor, [])),
  "projects#getProject": inProject(INSIDE, projects.getProject),
  "projects#setAllowedNetworks": inProject(VENDOR, (actor, projectId) =>
    projects.setAllowedNetworks(actor, projectId, []),
  ),
  "projects#setPracticeMistakes": inProject(INSIDE, (actor, projectId) =>
    projects.setPracticeMistakes(actor, projectId, []),
  ),
  "runs#startRun": inProject(INSIDE, (actor, projectId) => runs.startRun(actor, projectId, { kind: "all" })),
  "runs#startTest": inProject(INSIDE, (actor, projectId) => runs.startTest(actor, projectId, "db.host")),
  "runs#cancelRun": inProject(INSIDE, runs.cancelRun),
  "runs#listRuns": inProject(INSIDE, runs.listRuns),
  "runs#getRun": inProject(INSIDE, (actor, projectId) => runs.getRun(actor, projectId, 1)),
  "runs#compareRuns": inProject(INSIDE, (actor, projectId) => runs.compareRuns(actor, projectId, 1, 1)),
  "seats#listAccess": inProject(VENDOR, listAccess),
  "seats#endAccess": door(MANAGERS, (actor, { projectId, userId }) => endAccess(actor, projectId, userId)),
  "secrets#saveSecret": inProject(INSIDE, (actor, projectId) =>
    secrets.saveSecret(actor, { projectId, field: "db.password", value: "a secret" }),
  ),
  "secrets#saveKubeconfig": inProject(INSIDE, (actor, projectId) =>
    secrets.saveKubeconfig(actor, projectId, { server: "https://k8s.acme.example:6443" } as never, {} as never),
  ),
  "secrets#removeSecret": inProject(INSIDE, (actor, projectId) =>
    secrets.removeSecret(actor, projectId, "db.password"),
  ),
  "secrets#secretHints": inProject(INSIDE, secrets.secretHints),
  "notifications#listNotifications": door(SIGNED_IN, (actor) => notifications.listNotifications(actor)),
  "notifications#unreadCount": door(SIGNED_IN, notifications.unreadCount),
  "notifications#markRead": door(SIGNED_IN, (actor) => notifications.markRead(actor)),
  "notifications#getChoices": door(SIGNED_IN, notifications.getChoices),
  "notifications#chooseNotices": door(SIGNED_IN, (actor) => notifications.chooseNotices(actor, DEFAULT_CHOICES)),
  "deliveries#listDeliveries": door(ADMIN, (actor) => deliveries.listDeliveries(actor, "dead")),
  "deliveries#tryAgain": door(ADMIN, (actor) => deliveries.tryAgain(actor, "none"), true),
  "webhooks#addWebhook": door(ADMIN, (actor) =>
    webhooks.addWebhook(actor, { name: "Channel", format: "generic", url: "https://x.example/", kinds: ["row.red"] }),
  ),
  "webhooks#switchWebhook": door(ADMIN, (actor) => webhooks.switchWebhook(actor, "none", true), true),
  "webhooks#listWebhooks": door(ADMIN, webhooks.listWebhooks),
  "users#listUsers": door(ADMIN, users.listUsers),
  "users#updateUser": door(ADMIN, (actor, { userId }) => users.updateUser(actor, userId, { disabled: false })),
  "users#changePassword": door(SIGNED_IN, (actor) => users.changePassword(actor, { current: "wrong", next: "x" })),
  "users#chooseReading": door(SIGNED_IN, (actor) => users.chooseReading(actor, { locale: null, timeZone: null })),
  "waivers#waive": inProject(VENDOR, (actor, projectId) =>
    waive(actor, { projectId, ...ROW, reason: "because we looked at it", days: 7 }),
  ),
  "waivers#revokeWaiver": inProject(VENDOR, (actor, projectId) => revokeWaiver(actor, projectId, ROW.requirementId)),
  "work#assign": inProject(INSIDE, (actor, projectId) =>
    assign(actor, { projectId, ...ROW, assignee: { role: "k8s" }, dueOn: null, basedOn: null }),
  ),
};

/** Parts of a transaction or of a condition: each is used by doors above, which prove them. */
export const INSIDE_WALLS = [
  "access#visibleTo",
  "access#proveProject",
  "access#proveOpenProject",
  "answers#writeAnswer",
  "answers-changed#answersChanged",
  "certificate-voiding#voidCertificate",
  "errands#createErrand",
  "errands#writeErrand",
  "invitations#proveMayInvite",
  "matrix#sideOf",
  "runs#queueRun",
];
