/**
 * The list of projects with 1,000 projects and 90,000 rows (or as many as the argument says), first from the
 * database alone, beside a bare SELECT of one page, then as a page of the built server, beside one request to
 * /api/health. Run: npx tsx bench/portfolio.mts [count]
 */
import { PORTS } from "../e2e/support/ports";

import { at, report, timesOf } from "./clock";
import { benchServer } from "./server";

const [count = "1000"] = process.argv.slice(2);
const BAR_MS = 1_000;
const PAGES: [string, string][] = [
  ["list", "/projects"],
  ["search", "/projects?q=%C4%B0%C5%9E+bank+9"],
  ["filter", "/projects?show=blocked&who=db&within=30"],
  ["filter by requirement", "/projects?requirement=db-endpoint"],
  ["sort by installation", "/projects?sort=install"],
  ["sort by customer", "/projects?sort=customer"],
  ["statistics", "/projects/statistics"],
];
const server = await benchServer(PORTS.portfolio);
try {
  await server.seed("projects", count);
  console.log(`The database alone, ${count} projects and ${Number(count) * 90} rows:`);
  await server.seed("measure-projects");
  console.log(`\nThe built server, ${count} projects:`);
  const floor = await timesOf(() => server.get("/api/health"));
  report("/api/health", floor);
  const list = await server.get("/projects");
  if (!list.includes("/projects/cseed")) throw new Error("The list does not show the seeded projects.");
  for (const [name, path] of PAGES) {
    const times = await timesOf(() => server.get(path));
    report(name, times, floor);
    if (at(times, 0.95) > BAR_MS) process.exitCode = 1;
  }
  console.log(`Bar: every p95 under ${BAR_MS} ms: ${process.exitCode ? "missed" : "held"}`);
} finally {
  await server.app.stop();
}
