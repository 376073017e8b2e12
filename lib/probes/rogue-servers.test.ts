import { afterEach, describe, expect, test, vi } from "vitest";
import { shortLimits, type UnderTest, underTest } from "@/lib/peers/kubernetes/probe-under-test";
import type { Rogue } from "@/lib/peers/kubernetes/scenario";

let current: UnderTest | undefined;
afterEach(async () => {
  await current?.close();
  current = undefined;
});

async function against(rogue: Rogue, limits = {}): Promise<UnderTest> {
  current = await underTest({ rogue, policy: shortLimits(limits) });
  return current;
}

const everything = () => true;
const GRACE_MS = 250;

describe("bars 14 and 15: servers that point elsewhere", () => {
  test.each(["https://169.254.169.254/latest", "file:///etc/passwd", "gopher://127.0.0.1:6379/_", "/api/v1/secrets"])(
    "bar 14: a redirect to %s is reported as an answer and never followed",
    async (to) => {
      const { peer, probe } = await against({ kind: "redirect", to });
      const answer = await probe.get("/api/v1/nodes");
      expect(answer).toMatchObject({ ok: true, status: 302 });
      expect(peer.requests().map(({ path }) => path)).toEqual(["/api/v1/nodes"]);
    },
  );
});

describe("bar 16: servers that stay silent", () => {
  test.each<[string, Rogue, string]>([
    ["takes the request and says nothing", { kind: "silent" }, "request"],
    ["sends a byte now and then", { kind: "drip", everyMs: 50 }, "response"],
    ["never ends the TLS handshake", { kind: "tls-never-ends" }, "tls"],
  ])(
    "bar 16: a server that %s ends at the deadline, named by its phase, with its socket closed",
    async (_how, rogue, phase) => {
      const { peer, probe } = await against(rogue);
      const started = performance.now();
      const answer = await probe.get("/version");
      const took = performance.now() - started;
      expect(answer).toMatchObject({ ok: false, code: "timeout", phase });
      expect(took).toBeLessThan(600 + GRACE_MS);
      await vi.waitFor(() => expect(peer.connections().open).toBe(0));
    },
  );

  test("bar 16: a server that hangs up in the middle of its answer is told apart from a silent one", async () => {
    const { probe } = await against({ kind: "half-close" });
    const answer = await probe.get("/version");
    expect(answer).toMatchObject({ ok: false, code: "reset" });
    expect(answer.ok ? 0 : answer.durationMs).toBeLessThan(600);
  });

  test("bar 16: a question that hangs does not hold up its neighbours", async () => {
    const { probe } = await against({ kind: "silent", below: "/api/v1/nodes" });
    const [hung, fine] = await Promise.all([probe.get("/api/v1/nodes"), probe.get("/version")]);
    expect(hung).toMatchObject({ ok: false, code: "timeout" });
    expect(fine).toMatchObject({ ok: true, status: 200 });
    expect(fine.durationMs).toBeLessThan(400);
  });

  test("bar 16: ending the run closes what is open at once", async () => {
    const end = new AbortController();
    current = await underTest({ rogue: { kind: "silent" }, signal: end.signal });
    const { peer, probe } = current;
    const asked = probe.get("/version");
    await vi.waitFor(() => expect(peer.requests()).toHaveLength(1));
    end.abort();
    expect(await asked).toMatchObject({ ok: false });
    await vi.waitFor(() => expect(peer.connections().open).toBe(0));
  });
});

describe("bar 17: servers that send too much", () => {
  test.each<[string, Rogue]>([
    ["a body of 2 GB", { kind: "huge" }],
    ["a gzip bomb", { kind: "gzip-bomb" }],
  ])("bar 17: %s is cut off at the cap and costs little memory", async (_what, rogue) => {
    const { probe } = await against(rogue, { checkMs: 20_000 });
    const before = process.memoryUsage().rss;
    const answer = await probe.get("/api/v1/nodes");
    expect(answer).toMatchObject({ ok: false, code: "error" });
    expect(answer.ok ? "" : answer.message).toMatch(/larger than 8 MiB and was cut off/);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  test("bar 17: a hundred thousand headers are refused", async () => {
    const { probe } = await against({ kind: "many-headers" }, { checkMs: 5_000 });
    expect(await probe.get("/version")).toMatchObject({ ok: false, code: "error" });
  });

  test("bar 17: a list whose pages go round in a circle is recognised", async () => {
    const { peer, probe } = await against({ kind: "loop" }, { checkMs: 5_000 });
    const result = await probe.list("/api/v1/nodes", everything);
    expect(result).toMatchObject({ ok: false, answer: { ok: false, code: "error" } });
    expect(peer.requests().length).toBeLessThanOrEqual(3);
  });

  test("bar 17: a list without a last page ends at its deadline or page cap", async () => {
    const { peer, probe } = await against({ kind: "endless" }, { checkMs: 1_500 });
    const result = await probe.list("/api/v1/nodes", everything);
    expect(result.ok).toBe(false);
    expect(result.ok || result.answer.ok ? "" : result.answer.message).toMatch(/last page/);
    expect(peer.requests().length).toBeLessThanOrEqual(400);
  });
});

describe("bar 20: servers that are busy", () => {
  test("bar 20: 429 with Retry-After is waited for, then the answer counts", async () => {
    const { peer, probe } = await against({ kind: "status", status: 429, retryAfter: 1, times: 1 }, { checkMs: 5_000 });
    const started = performance.now();
    expect(await probe.get("/version")).toMatchObject({ ok: true, status: 200 });
    expect(performance.now() - started).toBeGreaterThanOrEqual(990);
    expect(peer.requests()).toHaveLength(2);
  });

  test("bar 20: a server that stays busy is asked three times, not for ever", async () => {
    const { peer, probe } = await against({ kind: "status", status: 503 }, { checkMs: 5_000 });
    expect(await probe.get("/version")).toMatchObject({ ok: true, status: 503, reason: "ServiceUnavailable" });
    expect(peer.requests()).toHaveLength(3);
  });

  test("bar 20: Retry-After of an hour is cut to seconds", async () => {
    const { probe } = await against({ kind: "status", status: 429, retryAfter: 3_600, times: 1 }, { checkMs: 10_000 });
    const started = performance.now();
    expect(await probe.get("/version")).toMatchObject({ ok: true, status: 200 });
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  test.each([401, 403] as const)("bar 20: %i is an answer, not a reason to try again", async (status) => {
    const { peer, probe } = await against({ kind: "status", status });
    expect(await probe.get("/version")).toMatchObject({ ok: true, status });
    expect(peer.requests()).toHaveLength(1);
  });

  test("bar 20: a log-in page in place of the API is seen for what it is", async () => {
    const { probe } = await against({ kind: "html" });
    expect(await probe.get("/version")).toMatchObject({ ok: true, status: 200, notJson: true, body: undefined });
  });
});
