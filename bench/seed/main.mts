/** Fills the database of the settings, or measures its functions without the web. Started by the benches. */

import { readAuditQuery } from "@/lib/audit/query";
import { listAudit } from "@/lib/data/audit-log";
import { db } from "@/lib/data/db";
import { listPortfolio } from "@/lib/data/portfolio";
import { portfolioStatistics } from "@/lib/data/portfolio-statistics";
import { readPortfolioQuery } from "@/lib/portfolio/query";

import { report, timesOf } from "../clock";
import { seedAudit } from "./audit";
import { seedPortfolio } from "./portfolio";

const [what, count = "1000"] = process.argv.slice(2);
const admin = { userId: "bench", name: "Bench", email: "bench@bench.test", role: "admin" } as const;
const today = new Date().toISOString().slice(0, 10);

if (what === "projects") await seedPortfolio(Number(count), "bench");
else if (what === "audit") await seedAudit(Number(count));
else if (what === "measure-projects") {
  const client = await db();
  const floor = await timesOf(() =>
    client.$queryRawUnsafe('SELECT * FROM "Project" ORDER BY "changedAt" DESC, "id" DESC LIMIT 26'),
  );
  report("bare SELECT of one page", floor);
  const list = (address: Record<string, string>) => () => listPortfolio(admin, readPortfolioQuery(address), { today });
  report("list", await timesOf(list({})), floor);
  report("search", await timesOf(list({ q: "İŞ bank 9" })), floor);
  report("filter", await timesOf(list({ show: "blocked", who: "db", within: "30" })), floor);
  report("filter by requirement", await timesOf(list({ requirement: "db-endpoint" })), floor);
  report("sort by installation", await timesOf(list({ sort: "install" })), floor);
  report("sort by customer", await timesOf(list({ sort: "customer" })), floor);
  report("statistics", await timesOf(() => portfolioStatistics(admin)), floor);
} else if (what === "measure-audit") {
  const client = await db();
  const floor = await timesOf(() => client.$queryRawUnsafe('SELECT * FROM "AuditEntry" ORDER BY "seq" DESC LIMIT 51'));
  report("bare SELECT of one page", floor);
  const list = (address: Record<string, string>) => () => listAudit(admin, readAuditQuery(address));
  report("newest", await timesOf(list({})), floor);
  report("by action", await timesOf(list({ action: "signed-in" })), floor);
  report("by subject", await timesOf(list({ subject: "field.7" })), floor);
  report("by project", await timesOf(list({ project: "cseed00000009" })), floor);
  report("by days", await timesOf(list({ from: "2026-11-01", to: "2026-11-02" })), floor);
} else throw new Error("Use one of: projects, audit, measure-projects, measure-audit.");
process.exit(0);
