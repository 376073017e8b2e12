import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Forbidden, Invalid, LinkEnded, NotFound } from "@/lib/errors";
import { PASSWORD, person, projectsSeenBy } from "@/test/people";

import { db } from "./db";
import {
  inviteColleague,
  inviteCustomers,
  invitedColleagues,
  readInvitation,
  redeemInvitation,
  resendInvitation,
  revokeInvitation,
} from "./invitations";
import { createProject, getProject } from "./projects";
import { endAccess, listAccess } from "./seats";
import { ensureSetupLink, redeemSetup } from "./set-up";
import { personByPassword } from "./users";

let admin: Actor;
let manager: Actor;
let bank: string;
let shop: string;
let count = 0;

beforeAll(async () => {
  admin = await person("admin");
  manager = await person("manager");
  ({ id: bank } = await createProject(admin, { customer: "Own Bank", environment: "Production" }));
  ({ id: shop } = await createProject(admin, { customer: "Corner Shop", environment: "Test" }));
});

const token = (path: string) => path.split("/").at(-1) ?? "";
const fresh = () => `guest-${++count}@acme.example`;
const asNewcomer = (path: string, actor?: Actor) =>
  redeemInvitation(token(path), { name: "Gina Guest", password: PASSWORD }, actor);

async function invited(email = fresh(), projectId = bank) {
  const [made] = await inviteCustomers(manager, projectId, [email]);
  const { invitations } = await listAccess(admin, projectId);
  const id = invitations.find((one) => one.email === email)?.id ?? "";
  return { email, path: made?.path ?? "", id };
}

async function customerOf(projectId: string): Promise<Actor> {
  const { email, path } = await invited(fresh(), projectId);
  await asNewcomer(path);
  const signedIn = await personByPassword(email, PASSWORD);
  if (!signedIn) throw new Error("the customer could not sign in");
  return signedIn.actor;
}

/** What the refused use of a link says, and proof that nothing came of it. */
async function refusal(work: () => Promise<unknown>): Promise<string> {
  const users = await (await db()).user.count();
  const members = await (await db()).membership.count();
  const error: unknown = await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(await (await db()).user.count()).toBe(users);
  expect(await (await db()).membership.count()).toBe(members);
  expect(error).toBeInstanceOf(Error);
  return (error as Error).message;
}

describe("bar 39: an invitation", () => {
  test("lets exactly one in, even when two use it at once", async () => {
    const { path } = await invited();
    const both = await Promise.allSettled([asNewcomer(path), asNewcomer(path)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await readInvitation(token(path))).toMatchObject({ end: "used" });
  });

  test("is not used up by being read", async () => {
    const { path } = await invited();
    for (let times = 0; times < 5; times++) expect((await readInvitation(token(path))).end).toBeUndefined();
    await expect(asNewcomer(path)).resolves.toMatchObject({ projectId: bank });
  });

  test("used, expired, taken back, replaced and another person's each say so, and change nothing", async () => {
    const used = await invited();
    await asNewcomer(used.path);
    const expired = await invited();
    await (await db()).oneTimeLink.update({ where: { id: expired.id }, data: { expiresAt: new Date(0) } });
    const revoked = await invited();
    await revokeInvitation(manager, bank, revoked.id);
    const replaced = await invited();
    await invited(replaced.email);
    const others = await invited();
    const stranger = await customerOf(shop);
    expect(await refusal(() => asNewcomer(used.path))).toMatch(/was used already/);
    expect(await refusal(() => asNewcomer(expired.path))).toMatch(/has expired/);
    expect(await refusal(() => asNewcomer(revoked.path))).toMatch(/was taken back/);
    expect(await refusal(() => asNewcomer(replaced.path))).toMatch(/newer one/);
    expect(await refusal(() => asNewcomer(others.path, stranger))).toBe(
      `You are signed in as ${stranger.email}, and this invitation is for ${others.email}. Sign out, then open the link again.`,
    );
    expect(
      await refusal(() => redeemInvitation("made-up", { name: "Eve Evil", password: PASSWORD }, undefined)),
    ).toMatch(/not found/);
    await expect(asNewcomer(others.path)).resolves.toBeDefined();
  });

  test("races with being taken back: either it was used, or it was taken back, never both", async () => {
    for (let round = 0; round < 5; round++) {
      const { email, path, id } = await invited();
      const [used, revoked] = await Promise.allSettled([asNewcomer(path), revokeInvitation(manager, bank, id)]);
      expect([used.status, revoked.status].filter((status) => status === "fulfilled")).toHaveLength(1);
      const { members } = await listAccess(admin, bank);
      expect(members.some((member) => member.email === email)).toBe(used.status === "fulfilled");
    }
  });

  test("sent again is a new link; the old one ends", async () => {
    const { email, path, id } = await invited();
    const again = await resendInvitation(manager, bank, id);
    expect(again.email).toBe(email);
    await expect(asNewcomer(path)).rejects.toBeInstanceOf(LinkEnded);
    await expect(asNewcomer(again.path)).resolves.toMatchObject({ email });
    await expect(resendInvitation(manager, bank, id)).rejects.toBeInstanceOf(NotFound);
  });

  test("of another project cannot be sent again or taken back by its id", async () => {
    const { id } = await invited(fresh(), shop);
    await expect(resendInvitation(manager, bank, id)).rejects.toBeInstanceOf(NotFound);
    await expect(revokeInvitation(manager, bank, id)).rejects.toBeInstanceOf(NotFound);
    await expect(revokeInvitation(admin, undefined, id)).rejects.toBeInstanceOf(NotFound);
    expect((await listAccess(admin, shop)).invitations.map((one) => one.id)).toContain(id);
  });
});

describe("inviting", () => {
  test("takes several addresses at once, in plain lower-case whatever the language of the machine", async () => {
    const [one, two] = [fresh(), fresh()];
    const made = await inviteCustomers(manager, bank, [one.toUpperCase(), ` ${two} `, one]);
    expect(made.map(({ email }) => email)).toEqual([one, two]);
    expect("INFO@ISTANBUL.EXAMPLE".toLowerCase()).toBe("info@istanbul.example");
  });

  test("invites nobody when one address is wrong, belongs to SESTEK or is in already; the sentence names it", async () => {
    const member = await customerOf(bank);
    const before = (await listAccess(admin, bank)).invitations.length;
    for (const wrong of ["jane at acme", manager.email, member.email]) {
      await expect(inviteCustomers(manager, bank, [fresh(), wrong])).rejects.toThrow(wrong);
    }
    await expect(inviteCustomers(manager, bank, [" "])).rejects.toBeInstanceOf(Invalid);
    expect((await listAccess(admin, bank)).invitations).toHaveLength(before);
  });

  test("a customer of one project into another adds it to what that person sees", async () => {
    const customer = await customerOf(bank);
    const { path } = await invited(customer.email, shop);
    await expect(asNewcomer(path)).rejects.toThrow("has an account. Sign in with it");
    await redeemInvitation(token(path), { name: "", password: "" }, customer);
    expect((await projectsSeenBy(customer)).sort()).toEqual([bank, shop].sort());
  });

  test("is for managers and administrators; a colleague's link is for administrators", async () => {
    const engineer = await person("engineer");
    const customer = await customerOf(bank);
    for (const actor of [engineer, customer])
      await expect(inviteCustomers(actor, bank, [fresh()])).rejects.toBeInstanceOf(Forbidden);
    for (const actor of [manager, engineer, customer]) {
      await expect(inviteColleague(actor, { email: fresh(), role: "engineer" })).rejects.toBeInstanceOf(Forbidden);
      await expect(invitedColleagues(actor)).rejects.toBeInstanceOf(Forbidden);
    }
    await expect(inviteColleague(admin, { email: fresh(), role: "customer" })).rejects.toBeInstanceOf(Invalid);
    const { email, path } = await inviteColleague(admin, { email: fresh(), role: "engineer" });
    expect((await invitedColleagues(admin)).map((one) => one.email)).toContain(email);
    await asNewcomer(path);
    expect((await personByPassword(email, PASSWORD))?.actor.role).toBe("engineer");
  });

  test("makes nobody an administrator: there is no set-up once somebody is there", async () => {
    expect(await ensureSetupLink()).toBeUndefined();
    await expect(
      redeemSetup("guess", { name: "Eve", email: "eve@x.example", password: PASSWORD }),
    ).rejects.toBeInstanceOf(NotFound);
  });
});

describe("the seats of a project", () => {
  test("say who is in since when and by whom, who is invited until when, and whose seat ended", async () => {
    const { id: project } = await createProject(admin, { customer: "Seat Bank", environment: "Production" });
    const member = await customerOf(project);
    const leaver = await customerOf(project);
    const waiting = await invited(fresh(), project);
    const revoked = await invited(fresh(), project);
    await endAccess(manager, project, leaver.userId);
    await revokeInvitation(admin, project, revoked.id);
    const seats = await listAccess(admin, project);
    expect(seats.members).toMatchObject([{ email: member.email, invitedBy: manager.name, disabled: false }]);
    expect(seats.invitations).toMatchObject([
      { email: waiting.email, role: "customer", invitedBy: manager.name, expired: false },
    ]);
    expect(seats.ended).toMatchObject([
      { email: revoked.email, how: "invitation-revoked", by: admin.name },
      { email: leaver.email, how: "access-ended", by: manager.name },
    ]);
  });

  test("end at once: the project is not found any more", async () => {
    const customer = await customerOf(bank);
    await getProject(customer, bank);
    await endAccess(manager, bank, customer.userId);
    await expect(getProject(customer, bank)).rejects.toBeInstanceOf(NotFound);
    await expect(endAccess(manager, bank, customer.userId)).rejects.toBeInstanceOf(NotFound);
  });

  test("each leave an entry in the audit log", async () => {
    const customer = await customerOf(bank);
    await endAccess(manager, bank, customer.userId);
    const entries = await (await db()).auditEntry.findMany({
      where: { subject: customer.email },
      orderBy: { seq: "asc" },
    });
    expect(entries.map(({ action, actorName }) => `${action} ${actorName}`)).toEqual([
      `person.invited ${manager.name}`,
      "person.created Gina Guest",
      "person.joined Gina Guest",
      "signed-in Gina Guest",
      `access.ended ${manager.name}`,
    ]);
  });
});
