import { createHmac } from "node:crypto";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startSmtpPeer } from "@/lib/peers/smtp";

const mailbox = await startSmtpPeer({ refuse: (to) => to.startsWith("nobody"), busy: () => busy });
let busy = false;
process.env.SMTP_URL = `smtp://127.0.0.1:${mailbox.port}`;
process.env.CHECK_ALLOW_LOOPBACK = "1";
await import("@/test/database");

const { addComment } = await import("@/lib/data/comments");
const { db } = await import("@/lib/data/db");
const { listDeliveries, tryAgain } = await import("@/lib/data/deliveries");
const { queueDigests } = await import("@/lib/data/digests");
const { foldChangedProjects } = await import("@/lib/data/fold-projects");
const { chooseNotices, getChoices, listNotifications, markRead, unreadCount } = await import(
  "@/lib/data/notifications"
);
const { createProject } = await import("@/lib/data/projects");
const { addWebhook, listWebhooks, switchWebhook } = await import("@/lib/data/webhooks");
const { assign } = await import("@/lib/data/work");
const { makeCertificate } = await import("@/lib/peers/certificates");
const { startWebPeer } = await import("@/lib/peers/web");
const { noticeSentence } = await import("@/lib/notify/sentence");
const { person } = await import("@/test/people");
const { deliverDue } = await import("./deliver");

const HOUR_MS = 3_600_000;
const project = async () => {
  const manager = await person("manager");
  const { id } = await createProject(manager, { customer: "Acme Bank", environment: "Production" });
  return { manager, id };
};
/** Sends what is due until nothing is; other tests' messages go out too. */
const flush = async (now = new Date()) => {
  while ((await deliverDue(now)) > 0);
};

afterAll(() => mailbox.close());

describe("a person is told what is meant for him", () => {
  test("whoever is given work reads it in the application and by mail, in his language", async () => {
    const { manager, id } = await project();
    const engineer = await person("engineer");
    await (await db()).user.update({ where: { id: engineer.userId }, data: { locale: "tr" } });
    await assign(manager, {
      projectId: id,
      requirementId: "k8s-version-window",
      assignee: { person: engineer.userId },
      dueOn: null,
      basedOn: null,
    });
    expect(await unreadCount(engineer)).toBe(1);
    expect(await unreadCount(manager)).toBe(0);
    await flush();
    const mail = mailbox.mails.find(({ to }) => to.includes(engineer.email));
    expect(mail?.source).toContain("Content-Type: text/plain; charset=utf-8");
    const plain = Buffer.from(mail?.source.split("\r\n\r\n")[1]?.replaceAll(/=\r\n/g, "") ?? "").toString();
    expect(decodeURIComponent(plain.replaceAll(/=([0-9A-F]{2})/g, "%$1"))).toContain(
      "Kubernetes 1.22 ile 1.34 arasında",
    );
    await markRead(engineer);
    expect(await unreadCount(engineer)).toBe(0);
  });

  test("what he is told carries the numbers that SESTEK had decided then", async () => {
    const { manager, id } = await project();
    const engineer = await person("engineer");
    const told = async () => (await listNotifications(engineer)).notices.map((notice) => noticeSentence(notice, "en"));
    await (await db()).decision.create({
      data: { id: "D30", value: '{"max":36}', personId: manager.userId, personName: manager.name },
    });
    try {
      await assign(manager, {
        projectId: id,
        requirementId: "k8s-version-window",
        assignee: { person: engineer.userId },
        dueOn: null,
        basedOn: null,
      });
    } finally {
      await (await db()).decision.delete({ where: { id: "D30" } });
    }
    expect(await told()).toEqual([expect.stringContaining("Kubernetes is between 1.22 and 1.36")]);
  });

  test("whoever is mentioned is told, and nobody of another customer", async () => {
    const { manager, id } = await project();
    const colleague = await person("engineer");
    const stranger = await person("customer");
    await addComment(manager, {
      projectId: id,
      text: `@${colleague.name} and @${stranger.name}, please look`,
      internal: false,
      mentions: [colleague.userId, stranger.userId],
      files: [],
    });
    expect((await listNotifications(colleague)).notices[0]).toMatchObject({ kind: "mentioned", read: false });
    expect(await unreadCount(stranger)).toBe(0);
  });

  test("a customer who has left the project reads nothing of it any more", async () => {
    const { manager, id } = await project();
    const guest = await person("customer", id);
    await addComment(manager, {
      projectId: id,
      text: `@${guest.name} hello`,
      internal: false,
      mentions: [guest.userId],
      files: [],
    });
    expect(await unreadCount(guest)).toBe(1);
    await (await db()).membership.deleteMany({ where: { userId: guest.userId } });
    expect(await unreadCount(guest)).toBe(0);
    expect((await listNotifications(guest)).notices).toEqual([]);
  });

  test("who wants no mails gets none, and who wants one a day gets one", async () => {
    const { manager, id } = await project();
    const quiet = await person("engineer");
    const daily = await person("engineer");
    const choices = await getChoices(quiet);
    await chooseNotices(quiet, { ...choices, mentioned: { app: true, mail: "off" } });
    await chooseNotices(daily, { ...choices, mentioned: { app: true, mail: "digest" } });
    for (const text of ["one", "two"])
      await addComment(manager, {
        projectId: id,
        text: `@${quiet.name} @${daily.name} ${text}`,
        internal: false,
        mentions: [quiet.userId, daily.userId],
        files: [],
      });
    const morning = new Date(`${new Date().toISOString().slice(0, 10)}T08:00:00Z`);
    await queueDigests(morning);
    await queueDigests(morning);
    await flush();
    const to = (email: string) => mailbox.mails.filter((mail) => mail.to.includes(email));
    expect(to(quiet.email)).toEqual([]);
    expect(to(daily.email)).toHaveLength(1);
    expect(to(daily.email)[0]?.source).toContain("2 things happened in your projects");
  });

  test("a row that turns red is told to those who follow the project, once", async () => {
    const { manager, id } = await project();
    await foldChangedProjects();
    const client = await db();
    const look = { projectId: id, requirementId: "k8s-version-window", target: "API server", vantage: "app" };
    await client.observation.create({
      data: {
        ...look,
        verdict: "fail",
        reasonCode: "version-low",
        message: "Old.",
        observedAt: new Date(),
        durationMs: 1,
      },
    });
    await client.project.update({ where: { id }, data: { boardRevision: { increment: 1 } } });
    await foldChangedProjects();
    await foldChangedProjects();
    const { notices } = await listNotifications(manager);
    expect(notices.filter(({ kind }) => kind === "row.red")).toMatchObject([
      { data: { requirements: ["k8s-version-window"] } },
    ]);
  });
});

describe("bar 63: a receiver that is down is tried again, holds nobody up, and is shown when given up", () => {
  test("a mailbox that is busy for a day gets its mail afterwards", async () => {
    const { manager, id } = await project();
    const engineer = await person("engineer");
    busy = true;
    await addComment(manager, {
      projectId: id,
      text: `@${engineer.name} hello`,
      internal: false,
      mentions: [engineer.userId],
      files: [],
    });
    const start = Date.now();
    for (let hour = 0; hour <= 23; hour++) await flush(new Date(start + hour * HOUR_MS));
    const admin = await person("admin");
    const waiting = (await listDeliveries(admin, "waiting")).deliveries.find(({ target }) => target === engineer.email);
    expect(waiting).toMatchObject({ lastError: "the mail server answered 451" });
    busy = false;
    await flush(new Date(start + 48 * HOUR_MS));
    expect(mailbox.mails.filter(({ to }) => to.includes(engineer.email))).toHaveLength(1);
  });

  test("an address that the server refuses is given up at once, is shown, and can be tried again by an administrator", async () => {
    const { manager, id } = await project();
    const engineer = await person("engineer");
    await (await db()).user.update({ where: { id: engineer.userId }, data: { email: `nobody-${id}@test.example` } });
    await addComment(manager, {
      projectId: id,
      text: `@${engineer.name} hello`,
      internal: false,
      mentions: [engineer.userId],
      files: [],
    });
    await flush();
    const admin = await person("admin");
    const dead = (await listDeliveries(admin, "dead")).deliveries.find(({ target }) => target.includes(id));
    expect(dead).toMatchObject({ attempts: 1, lastError: "the mail server answered 550" });
    await expect(tryAgain(manager, dead?.id ?? "")).rejects.toThrow(/administrator/);
    await tryAgain(admin, dead?.id ?? "");
    expect((await listDeliveries(admin, "waiting")).deliveries.some(({ id: one }) => one === dead?.id)).toBe(true);
  });
});

describe("a webhook", () => {
  let receiver: Awaited<ReturnType<typeof startWebPeer>>;
  let status = 200;
  let ca = "";
  beforeAll(async () => {
    const issuer = await makeCertificate({ commonName: "Receiver CA" });
    const certificate = await makeCertificate({ commonName: "receiver", names: ["127.0.0.1"], issuer });
    ca = issuer.pem;
    receiver = await startWebPeer(() => ({ status, headers: { location: "https://elsewhere.example/" } }), {
      certificate,
    });
  });
  afterAll(() => receiver.close());

  test("gets what it asked for, signed, in its own form; its address and secret are sealed", async () => {
    const admin = await person("admin");
    const url = `https://127.0.0.1:${receiver.port}/hook/s3cr3t-path`;
    const { id, secret } = await addWebhook(admin, {
      name: "Channel",
      format: "generic",
      url,
      ca,
      kinds: ["assigned"],
    });
    const { manager, id: projectId } = await project();
    const give = { projectId, requirementId: "net-dns", dueOn: null, basedOn: null };
    await assign(manager, { ...give, assignee: { person: admin.userId } });
    await flush();
    const [request] = receiver.requests().slice(-1);
    const body = request?.body.toString() ?? "";
    expect(request?.path).toBe("/hook/s3cr3t-path");
    expect(JSON.parse(body)).toMatchObject({ schema: "knovvu-readiness/event@1", kind: "assigned" });
    const [, seconds, mac] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(request?.headers["x-readiness-signature"])) ?? [];
    expect(mac).toBe(createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex"));
    const stored = await (await db()).webhook.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify([stored, await listWebhooks(admin)])).not.toMatch(/s3cr3t-path/);
    await switchWebhook(admin, id, true);
    expect((await listWebhooks(admin)).find((one) => one.id === id)).toMatchObject({ disabled: true });
  });

  test("that redirects is not followed, and one that is gone is given up", async () => {
    const admin = await person("admin");
    const url = `https://127.0.0.1:${receiver.port}/gone`;
    await addWebhook(admin, { name: "Gone channel", format: "slack", url, ca, kinds: ["mentioned"] });
    const { manager, id } = await project();
    const mention = { projectId: id, text: `@${admin.name} hi`, internal: false, mentions: [admin.userId], files: [] };
    status = 302;
    await addComment(manager, mention);
    await flush();
    const waiting = (await listDeliveries(admin, "waiting")).deliveries.find(({ target }) => target === "Gone channel");
    expect(waiting).toMatchObject({ attempts: 1, lastError: "127.0.0.1 answered 302" });
    status = 410;
    await addComment(manager, mention);
    await flush();
    expect((await listDeliveries(admin, "dead")).deliveries.some(({ target }) => target === "Gone channel")).toBe(true);
  });

  test("needs an https address, and is for administrators only", async () => {
    const admin = await person("admin");
    const good = { name: "Place", format: "teams" as const, url: "https://hooks.example/x", kinds: ["row.red"] };
    await expect(addWebhook(admin, { ...good, url: "http://hooks.example/x" })).rejects.toThrow(/https address/);
    await expect(addWebhook(admin, { ...good, kinds: [] })).rejects.toThrow(/at least one kind/);
    await expect(addWebhook(admin, { ...good, ca: "-----BEGIN PRIVATE KEY-----" })).rejects.toThrow();
    for (const role of ["manager", "engineer", "customer"] as const)
      await expect(addWebhook(await person(role), good)).rejects.toThrow(/administrator/);
  });
});
