import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { SignInRefused } from "@/lib/auth/claims";
import { person, projectsSeenBy } from "@/test/people";

import { db } from "./db";
import { inviteColleague, inviteCustomers, readInvitation } from "./invitations";
import { createProject } from "./projects";
import { personBySingleSignOn } from "./single-sign-on";
import { updateUser } from "./users";

const ISSUER = "https://login.example.com";
const PLAIN = { issuer: ISSUER, rule: undefined };
const RULED = {
  issuer: ISSUER,
  rule: {
    claim: "realm.groups",
    roles: [
      { value: "readiness-admins", role: "admin" as const },
      { value: "readiness-engineers", role: "engineer" as const },
    ],
  },
};
let admin: Actor;
let count = 0;

beforeAll(async () => {
  admin = await person("admin");
});

const claims = (email: string, more: Record<string, unknown> = {}) => ({
  sub: `subject-${++count}`,
  email,
  email_verified: true,
  name: "Sue Sign-On",
  ...more,
});
const groups = (...names: string[]) => ({ realm: { groups: names } });

/** Why it was refused, and proof that nobody came of it. */
async function refusal(raw: Record<string, unknown>, settings: typeof PLAIN | typeof RULED = PLAIN): Promise<string> {
  const before = await (await db()).user.findMany({ orderBy: { id: "asc" } });
  const error: unknown = await personBySingleSignOn(raw, settings).catch((thrown: unknown) => thrown);
  expect(await (await db()).user.findMany({ orderBy: { id: "asc" } })).toEqual(before);
  expect(error).toBeInstanceOf(SignInRefused);
  const last = await (await db()).auditEntry.findFirst({ orderBy: { seq: "desc" } });
  expect(last).toMatchObject({ action: "sign-in.refused", actorId: null, actorRole: "system" });
  return (error as SignInRefused).why;
}

describe("bar 42: an empty or missing claim is refused and never read as anybody", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["no claim at all", {}, "no-subject"],
    ["no subject", { sub: undefined }, "no-subject"],
    ["an empty subject", { sub: "  " }, "no-subject"],
    ["a subject that is no text", { sub: 0 }, "no-subject"],
    ["no address", { email: undefined }, "no-email"],
    ["an empty address", { email: "" }, "no-email"],
    ["an address that is a list", { email: ["admin@sestek.test"] }, "no-email"],
    ["an address nobody verified", { email_verified: false }, "unverified-email"],
    ["no word on whether it is verified", { email_verified: undefined }, "unverified-email"],
    ["the text true, which is not true", { email_verified: "true" }, "unverified-email"],
  ])("%s", async (_name, wrong, why) => {
    const base = Object.keys(wrong).length === 0 ? {} : claims(admin.email);
    expect(await refusal({ ...base, ...wrong })).toBe(why);
  });

  test.each<[string, Record<string, unknown>]>([
    ["no role claim", {}],
    ["an empty list of roles", groups()],
    ["an empty role", groups("")],
    ["a role that means nothing here", groups("readiness", "admin", "ADMIN", "readiness-admins ,x")],
    ["a role under another name", { groups: ["readiness-admins"] }],
    ["a role from an object's own nature", { realm: { groups: { toString: "readiness-admins" } } }],
  ])("%s, even of an administrator's account", async (_name, given) => {
    expect(await refusal(claims(admin.email, given), RULED)).toBe("no-role");
    expect(await refusal(claims("somebody@new.example", given), RULED)).toBe("no-role");
  });

  test("and nobody comes in without an account or an invitation", async () => {
    expect(await refusal(claims("somebody@new.example"))).toBe("unknown");
  });
});

describe("single sign-on", () => {
  test("finds an account by its verified address first, and by issuer and subject from then on", async () => {
    const engineer = await person("engineer");
    const raw = claims(engineer.email.toUpperCase());
    expect((await personBySingleSignOn(raw, PLAIN)).actor.userId).toBe(engineer.userId);
    const moved = { ...raw, email: "another@address.example" };
    expect((await personBySingleSignOn(moved, PLAIN)).actor).toMatchObject({
      userId: engineer.userId,
      email: engineer.email,
    });
    expect(await refusal(claims(engineer.email))).toBe("other-identity");
    const elsewhere = { issuer: "https://evil.example", rule: undefined };
    await expect(personBySingleSignOn(raw, elsewhere)).rejects.toMatchObject({ why: "other-identity" });
  });

  test("accepts every invitation that waits for a newcomer's address", async () => {
    const projects = await Promise.all(
      ["First Bank", "Second Bank"].map((customer) => createProject(admin, { customer, environment: "Test" })),
    );
    const made = await Promise.all(projects.map(({ id }) => inviteCustomers(admin, id, ["guest@bank.example"])));
    const { actor } = await personBySingleSignOn(claims("Guest@Bank.example"), RULED);
    expect(actor.role).toBe("customer");
    expect(await projectsSeenBy(actor)).toHaveLength(2);
    const token = made[0]?.[0]?.path.split("/").at(-1) ?? "";
    expect((await readInvitation(token)).end).toBe("used");
    expect(await refusal(claims("guest@bank.example", { sub: "x", ...groups("readiness-admins") }), RULED)).toBe(
      "other-identity",
    );
  });

  test("gives a colleague the role of the invitation, or the strongest that the provider names", async () => {
    await inviteColleague(admin, { email: "colleague@sestek.test", role: "manager" });
    expect((await personBySingleSignOn(claims("colleague@sestek.test"), PLAIN)).actor.role).toBe("manager");
    const both = claims("new@sestek.test", groups("readiness-engineers", "readiness-admins"));
    expect((await personBySingleSignOn(both, RULED)).actor.role).toBe("admin");
  });

  test("follows the provider when the role changes, and ends the sessions of the old one", async () => {
    const raw = claims("climber@sestek.test");
    const before = await personBySingleSignOn({ ...raw, ...groups("readiness-engineers") }, RULED);
    const after = await personBySingleSignOn({ ...raw, ...groups("readiness-admins") }, RULED);
    expect(after.actor).toMatchObject({ userId: before.actor.userId, role: "admin" });
    expect(after.sessionVersion).toBe(before.sessionVersion + 1);
    expect(await refusal({ ...raw, ...groups() }, RULED)).toBe("no-role");
  });

  test("never turns a customer into one of SESTEK's people, nor lets a locked-out person in", async () => {
    const { id } = await createProject(admin, { customer: "Quiet Bank", environment: "Test" });
    const customer = await person("customer", id);
    expect(await refusal(claims(customer.email, groups("readiness-admins")), RULED)).toBe("customer-with-role");
    const engineer = await person("engineer");
    await updateUser(admin, engineer.userId, { disabled: true });
    expect(await refusal(claims(engineer.email))).toBe("locked-out");
  });
});
