import { describe, expect, test } from "vitest";

import "@/test/database";
import { person } from "@/test/people";

import { db } from "./db";
import { findProjects } from "./find-projects";
import { createProject } from "./projects";
import { chooseReading, personOfSession } from "./users";

describe("how a person wants to read", () => {
  test("is kept with the account, comes with every session, and goes back to the browser's wishes", async () => {
    const actor = await person("engineer");
    await chooseReading(actor, { locale: "tr", timeZone: "Europe/Istanbul" });
    expect(await personOfSession(actor.userId, 1)).toMatchObject({ locale: "tr", timeZone: "Europe/Istanbul" });
    await chooseReading(actor, { locale: null, timeZone: null });
    const plain = await personOfSession(actor.userId, 1);
    expect([plain?.locale, plain?.timeZone]).toEqual([undefined, undefined]);
    const entries = await (await db()).auditEntry.findMany({
      where: { actorId: actor.userId },
      orderBy: { seq: "asc" },
    });
    expect(entries.map(({ action, details }) => [action, JSON.parse(details)])).toEqual([
      ["person.changed", { locale: "tr", timeZone: "Europe/Istanbul" }],
      ["person.changed", { locale: null, timeZone: null }],
    ]);
  });

  test.each(["Europe/Atlantis", "+03:00", "<b>", "Europe/Istanbul; DROP TABLE User"])(
    "is refused for the zone %s, at its field, and nothing changes",
    async (timeZone) => {
      const actor = await person("engineer");
      await expect(chooseReading(actor, { locale: "tr", timeZone })).rejects.toMatchObject({ field: "timeZone" });
      expect((await personOfSession(actor.userId, 1))?.locale).toBeUndefined();
    },
  );
});

describe("going to a project by its name", () => {
  test("finds İ, I, ı and i alike, only what one may see, and takes a percent sign for nothing", async () => {
    const manager = await person("manager");
    const { id } = await createProject(manager, { customer: "ILGIN Sigorta", environment: "Üretim" });
    const { id: other } = await createProject(manager, { customer: "İlgin Bank", environment: "Test" });
    const customer = await person("customer", id);
    expect((await findProjects(manager, "ılgın")).map((one) => one.id)).toEqual([other, id]);
    expect((await findProjects(manager, "ILGIN uretim")).map((one) => one.id)).toEqual([id]);
    expect((await findProjects(customer, "ilgin")).map((one) => one.id)).toEqual([id]);
    expect((await findProjects(customer, "%")).map((one) => one.id)).toEqual([id]);
  });
});
