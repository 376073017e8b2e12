import "server-only";

import { publicOrigin } from "@/lib/auth/origin";
import { isLocale } from "@/lib/messages/locales";
import { digestMail } from "@/lib/notify/mail";

import { db } from "./db";
import { mailIsSetUp } from "./deliveries";
import { noticeOf, WITH_PROJECT } from "./notifications";

/** From this hour of the person's own day on the daily mail goes out. */
const FROM_HOUR = 7;
const ALMOST_A_DAY_MS = 23 * 3_600_000;
const MOST_PEOPLE = 50;
const MOST_LINES = 100;

/** The hour of the day, 0 to 23, in a time zone; UTC where none is chosen. */
function hourIn(timeZone: string | null, now: Date): number {
  const format = new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone: timeZone ?? "UTC" });
  return Number(format.format(now));
}

/** Puts the daily mail of everybody for whom it is morning, and who has something to read, on its way. For the worker. */
export async function queueDigests(now = new Date()): Promise<number> {
  if (!mailIsSetUp()) return 0;
  const client = await db();
  const people = await client.user.findMany({
    where: {
      disabledAt: null,
      notifications: { some: { digest: true } },
      OR: [{ digestAt: null }, { digestAt: { lt: new Date(now.getTime() - ALMOST_A_DAY_MS) } }],
    },
    select: { id: true, email: true, locale: true, timeZone: true, digestAt: true },
    take: MOST_PEOPLE,
  });
  let queued = 0;
  for (const { id, email, locale, timeZone, digestAt } of people) {
    if (hourIn(timeZone, now) < FROM_HOUR) continue;
    await client.$transaction(async (tx) => {
      const { count } = await tx.user.updateMany({ where: { id, digestAt }, data: { digestAt: now } });
      if (count === 0) return;
      const rows = await tx.notification.findMany({
        where: { userId: id, digest: true },
        orderBy: { at: "asc" },
        include: WITH_PROJECT,
        take: MOST_LINES,
      });
      await tx.notification.updateMany({ where: { userId: id, digest: true }, data: { digest: false } });
      const notices = rows.flatMap((row) => noticeOf(row) ?? []);
      if (notices.length === 0) return;
      const mail = digestMail(notices, { email, locale: isLocale(locale) ? locale : "en" }, publicOrigin());
      await tx.delivery.create({ data: { channel: "mail", target: email, payload: JSON.stringify(mail) } });
      queued++;
    });
  }
  return queued;
}
