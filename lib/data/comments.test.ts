import "@/test/database";

import { beforeAll, describe, expect, test } from "vitest";

import type { Actor } from "@/lib/auth/actor";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";
import { projectPeople } from "@/test/people";

import { getBoard } from "./board";
import { addComment, type CommentInput, commentFile, listComments, removeComment } from "./comments";
import { db } from "./db";
import { readHistory } from "./history";

const ROW = "net-license-port";
let manager: Actor;
let engineer: Actor;
let customer: Actor;
let stranger: Actor;
let projectId: string;

beforeAll(async () => {
  ({ projectId, manager, engineer, customer, stranger } = await projectPeople("Talk Bank"));
});

const bytes = (text: string) => new TextEncoder().encode(text);
const say = (actor: Actor, text: string, change: Partial<CommentInput> = {}) =>
  addComment(actor, { projectId, requirementId: ROW, text, internal: false, mentions: [], files: [], ...change });
const read = async (actor: Actor, requirementId: string | undefined = ROW) =>
  (await listComments(actor, projectId, requirementId ? { requirementId } : {})).comments;
const talk = async (actor: Actor) => (await getBoard(actor, projectId)).rows.find(({ id }) => id === ROW)?.work;

describe("a comment", () => {
  test("is read by everybody of the project, with whom it mentions and its file byte for byte", async () => {
    const { id, files } = await say(customer, `Please look, @${engineer.name}.`, {
      mentions: [engineer.userId],
      files: [{ name: "güvenlik duvarı.txt", bytes: bytes("allow 30113") }],
    });
    const [first] = await read(engineer);
    expect(first).toMatchObject({ id, author: customer.name, vendor: false, mentions: [engineer.name] });
    expect(files).toMatchObject([{ name: "güvenlik duvarı.txt", size: 11 }]);
    const served = await commentFile(engineer, projectId, files[0]?.id ?? "");
    expect(new TextDecoder().decode(served.bytes)).toBe("allow 30113");
    expect((await talk(customer))?.talk?.count).toBe(1);
  });

  test("on the project stands on no requirement", async () => {
    const { id } = await addComment(manager, {
      projectId,
      text: "Kick-off is on Monday.",
      internal: false,
      mentions: [],
      files: [],
    });
    expect((await listComments(customer, projectId, {})).comments.map((one) => one.id)).toEqual([id]);
    expect((await read(customer)).map((one) => one.id)).not.toContain(id);
  });

  test("mentions nobody who does not see the project, nor anybody whose name is not written", async () => {
    const { mentions } = await say(manager, `For @${stranger.name} and @${engineer.name}`, {
      mentions: [stranger.userId, customer.userId],
    });
    expect(mentions).toEqual([]);
  });

  test("is taken back by its author alone; that it was there stays, what it said does not", async () => {
    const { id, files } = await say(customer, "wrong place", { files: [{ name: "a.txt", bytes: bytes("a") }] });
    await expect(removeComment(manager, projectId, id)).rejects.toBeInstanceOf(Forbidden);
    await removeComment(customer, projectId, id);
    const removed = (await read(manager)).find((one) => one.id === id);
    expect(removed).toMatchObject({ removed: true, text: "", files: [], author: customer.name });
    await expect(commentFile(customer, projectId, files[0]?.id ?? "")).rejects.toBeInstanceOf(NotFound);
    expect(await (await db()).comment.findUnique({ where: { id } })).toMatchObject({ text: "wrong place" });
  });

  test.each<[string, () => Promise<unknown>]>([
    ["without a word", () => say(customer, " \u202e\n ")],
    ["of more than 4000 characters", () => say(customer, "x".repeat(4001))],
    ["on a requirement that does not exist", () => say(customer, "hello", { requirementId: "nothing" })],
    ["with a program", () => say(customer, "see", { files: [{ name: "setup.exe", bytes: bytes("MZ") }] })],
    [
      "with a program that calls itself text",
      () => say(customer, "see", { files: [{ name: "run.txt", bytes: bytes("#!/bin/sh\nid") }] }),
    ],
    [
      "with a drawing that can hold script",
      () => say(customer, "see", { files: [{ name: "a.svg", bytes: bytes("<svg onload=alert(1)>") }] }),
    ],
    [
      "with such a drawing under the name of a picture",
      () => say(customer, "see", { files: [{ name: "a.png", bytes: bytes("<svg onload=alert(1)>") }] }),
    ],
    [
      "with such a drawing under the name of a text",
      () => say(customer, "see", { files: [{ name: "a.txt", bytes: bytes("  <svg onload=alert(1)>") }] }),
    ],
    [
      "with a file of 11 MB",
      () => say(customer, "see", { files: [{ name: "a.txt", bytes: new Uint8Array(11_000_000).fill(97) }] }),
    ],
    [
      "with four files",
      () => say(customer, "see", { files: Array.from({ length: 4 }, () => ({ name: "a.txt", bytes: bytes("a") })) }),
    ],
  ])("bar 8: %s is refused, and nothing is stored", async (_what, work) => {
    const before = await (await db()).comment.count();
    await expect(work()).rejects.toBeInstanceOf(Invalid);
    expect(await (await db()).comment.count()).toBe(before);
  });

  test("bar 9: a file named with a path and right-to-left signs is kept under a harmless name", async () => {
    const { files } = await say(customer, "see", {
      files: [
        { name: "../../etc/passwd.txt", bytes: bytes("a") },
        { name: "C:\\temp\\\u202efdp.txt", bytes: bytes("b") },
      ],
    });
    expect(files.map(({ name }) => name).sort()).toEqual(["_fdp.txt", "passwd.txt"]);
  });

  test("bar 62: sent ten times at once is written once", async () => {
    const key = "0123456789abcdef0123456789abcdef";
    const all = await Promise.all(Array.from({ length: 10 }, () => say(customer, "only once", { key })));
    expect(new Set(all.map(({ id }) => id))).toEqual(new Set([key]));
    expect((await read(customer)).filter(({ text }) => text === "only once")).toHaveLength(1);
    await expect(say(engineer, "another's key", { key })).rejects.toBeInstanceOf(Invalid);
  });

  test("two people at once: both are kept, in one order for everybody", async () => {
    await Promise.all([say(customer, "from the bank"), say(engineer, "from SESTEK")]);
    const [one, two] = [await read(customer), await read(engineer)].map((comments) => comments.map(({ text }) => text));
    expect(one).toEqual(expect.arrayContaining(["from the bank", "from SESTEK"]));
    expect(two?.slice(0, 2)).toEqual(one?.slice(0, 2));
  });
});

describe("an internal comment", () => {
  const SECRET = "they have not paid yet";

  test("never reaches a customer: not in the list, the counts, the history, nor as a file", async () => {
    const before = await talk(customer);
    const { id, files } = await say(engineer, `${SECRET}, @${manager.name}`, {
      internal: true,
      mentions: [manager.userId, customer.userId],
      files: [{ name: "invoice.txt", bytes: bytes("unpaid") }],
    });
    expect((await read(manager)).find((one) => one.id === id)).toMatchObject({
      internal: true,
      mentions: [manager.name],
    });
    expect(
      JSON.stringify([
        await read(customer),
        await getBoard(customer, projectId),
        await readHistory(customer, projectId, ROW),
      ]),
    ).not.toMatch(new RegExp(`${SECRET}|${id}|internalTalk|invoice`));
    expect(await talk(customer)).toEqual(before);
    expect((await talk(manager))?.internalTalk?.count).toBe(1);
    await expect(commentFile(customer, projectId, files[0]?.id ?? "")).rejects.toBeInstanceOf(NotFound);
    await expect(removeComment(customer, projectId, id)).rejects.toBeInstanceOf(NotFound);
    expect((await commentFile(manager, projectId, files[0]?.id ?? "")).name).toBe("invoice.txt");
    await removeComment(engineer, projectId, id);
    expect(JSON.stringify(await readHistory(customer, projectId, ROW))).not.toContain(id);
  });

  test("bar 40: cannot be written by a customer", async () => {
    await expect(say(customer, "hidden", { internal: true })).rejects.toBeInstanceOf(Forbidden);
  });
});

describe("bar 29: a stranger's comments are the same as those of a missing project", () => {
  test.each<[string, (actor: Actor, id: string) => Promise<unknown>]>([
    [
      "addComment",
      (actor, id) => addComment(actor, { projectId: id, text: "x", internal: false, mentions: [], files: [] }),
    ],
    ["listComments", (actor, id) => listComments(actor, id, {})],
    ["removeComment", (actor, id) => removeComment(actor, id, "any")],
    ["readHistory", (actor, id) => readHistory(actor, id, ROW)],
  ])("%s", async (_name, door) => {
    const said = async (id: string) => {
      const error: unknown = await door(stranger, id).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(NotFound);
      return (error as NotFound).message;
    };
    expect(await said(projectId)).toBe(await said("missing-project-id"));
  });
});
