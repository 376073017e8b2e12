import { expect, test } from "vitest";

import { dayAfter, dayBegins, daysBetween, localDay } from "./days";

test("days are counted on the calendar, over months, leap days and changes of the clock", () => {
  expect(daysBetween("2026-11-25", "2027-01-11")).toBe(47);
  expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
  expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  expect(daysBetween("2026-11-25", "2026-11-20")).toBe(-5);
  expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
});

test.each([
  ["Europe/Istanbul", "2026-11-25T22:30:00Z", "2026-11-26"],
  ["UTC", "2026-11-25T22:30:00Z", "2026-11-25"],
  ["America/New_York", "2026-11-26T03:00:00Z", "2026-11-25"],
  ["Nowhere/Atall", "2026-11-25T22:30:00Z", "2026-11-25"],
])("the viewer's day in %s", (zone, now, day) => {
  expect(localDay(new Date(now), zone)).toBe(day);
});

test.each([
  ["2026-11-25", "Europe/Istanbul", "2026-11-24T21:00:00.000Z"],
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
  ["2026-11-25", "America/New_York", "2026-11-25T05:00:00.000Z"],
  ["2026-11-25", "Nowhere/Atall", "2026-11-25T00:00:00.000Z"],
])("%s begins in %s at the right moment", (day, zone, at) => {
  expect(dayBegins(day, zone).toISOString()).toBe(at);
});
