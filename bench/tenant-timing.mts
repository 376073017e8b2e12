/**
 * How long a stranger waits for another tenant's project, beside a project that is not there: asked in turns, as
 * pages and as routes of the built server. A difference would tell that the project exists (quality bar 29).
 * Run: npx tsx bench/tenant-timing.mts
 */
import { startApp } from "../e2e/support/app";
import { PORTS } from "../e2e/support/ports";
import { ask, plantSeed } from "../e2e/support/tenants";
import { MISSING } from "../test/tenants/ids";

import { at } from "./clock";

const ROUNDS = 300;
const BAR = 0.1;
const PATHS = [
  (id: string) => `/projects/${id}/checklist`,
  (id: string) => `/api/projects/${id}/export`,
  (id: string) => `/api/projects/${id}/comments?requirement=net-dns`,
];

const app = await startApp(PORTS.people);
try {
  const seed = plantSeed(app.data, PORTS.people);
  const headers = { cookie: seed.cookies.stranger };
  const ids = { foreign: seed.target.projectId, missing: MISSING.projectId };
  for (const path of PATHS) {
    const times = { foreign: [] as number[], missing: [] as number[] };
    for (let round = -20; round < ROUNDS; round++)
      for (const which of round % 2 ? (["foreign", "missing"] as const) : (["missing", "foreign"] as const)) {
        const began = performance.now();
        const { status } = await ask(PORTS.people, path(ids[which]), { headers });
        if (status !== 404) throw new Error(`${path(which)} answered ${status}.`);
        if (round >= 0) times[which].push(performance.now() - began);
      }
    const usual = at([...times.foreign, ...times.missing], 0.5);
    // Neighbours in time are compared: what else the machine does then slows both down alike.
    const apart = at(
      times.foreign.map((foreign, round) => foreign - (times.missing[round] ?? 0)),
      0.5,
    );
    const share = Math.abs(apart) / usual;
    console.log(
      `${path("ID").padEnd(52)} p50 ${usual.toFixed(2)} ms, apart ${apart.toFixed(2)} ms (${share.toFixed(3)})`,
    );
    if (share > BAR) process.exitCode = 1;
  }
  console.log(`Bar: within ${BAR} of the median: ${process.exitCode ? "missed" : "held"}`);
} finally {
  await app.stop();
}
