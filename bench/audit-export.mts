/**
 * The audit log of 50,000 entries (or as many as the argument says) as CSV from the built server: time to the first
 * byte and growth of the server's memory while it is written, beside the same bytes in memory. Quality bar P13.
 * Run: npx tsx bench/audit-export.mts [count]
 */
import { PORTS } from "../e2e/support/ports";

import { at, report, timesOf } from "./clock";
import { benchServer, residentMb, webProcess } from "./server";

const [count = "50000"] = process.argv.slice(2);
const BAR_FIRST_MS = 100;
const BAR_GROWTH_MB = 20;
const ROUNDS = 5;
const server = await benchServer(PORTS.portfolio);

/** One export, read to its end: milliseconds to the first byte, bytes, lines and the most memory on the way. */
async function exported(pid: number) {
  const before = residentMb(pid);
  let most = before;
  const sampling = setInterval(() => {
    most = Math.max(most, residentMb(pid));
  }, 5);
  const started = performance.now();
  const answer = await fetch(`${server.app.url}/api/audit?format=csv`, { headers: { cookie: server.cookie } });
  let first = 0;
  let bytes = 0;
  let lines = 0;
  for await (const chunk of answer.body ?? []) {
    first ||= performance.now() - started;
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) lines++;
  }
  clearInterval(sampling);
  most = Math.max(most, residentMb(pid));
  return { first, bytes, lines, growth: most - before, whole: performance.now() - started };
}

try {
  await server.seed("audit", count);
  console.log(`The database alone, ${count} entries:`);
  await server.seed("measure-audit");
  const pid = webProcess(server);
  const floor = await timesOf(() => server.get("/api/health"));
  console.log("\nThe built server:");
  report("/api/health", floor);
  report("page of the log", await timesOf(() => server.get("/administration/audit")), floor);
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round++) rounds.push(await exported(pid));
  const [warm, ...measured] = rounds;
  const middle = (of: (round: NonNullable<typeof warm>) => number) => at(measured.map(of), 0.5);
  const { first, growth } = { first: middle((one) => one.first), growth: middle((one) => one.growth) };
  const megabytes = (warm?.bytes ?? 0) / 2 ** 20;
  console.log(`CSV: ${warm?.lines} lines, ${megabytes.toFixed(1)} MB in ${middle((one) => one.whole).toFixed(0)} ms`);
  console.log(
    `First byte after ${first.toFixed(0)} ms (bar ${BAR_FIRST_MS}); once warm, memory grows by ${growth.toFixed(1)} MB`,
  );
  console.log(
    `(bar ${BAR_GROWTH_MB}), ${(growth / megabytes).toFixed(2)} of the file; the very first export: ${warm?.growth.toFixed(1)} MB`,
  );
  if (first > BAR_FIRST_MS || growth > BAR_GROWTH_MB) process.exitCode = 1;
} finally {
  await server.app.stop();
}
