import { type AddressInfo, createServer, type Socket } from "node:net";

import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";

import { type Certificate, makeCertificate } from "@/lib/peers/certificates";
import { LOOPBACK, shortLimits } from "@/lib/peers/kubernetes/probe-under-test";
import { startWebPeer } from "@/lib/peers/web";
import { logTargetProbe } from "@/lib/probes/log-target";
import { tcpProbe } from "@/lib/probes/tcp";
import { tracesProbe } from "@/lib/probes/traces";

import { inTurn } from "./turns";

const MOST = 4;
const HOST = "peer.corp.example";
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Work that ends when it is told to. */
function work() {
  let end: () => void = () => undefined;
  let begun = false;
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    begun: () => begun,
    end: () => end(),
    async run() {
      begun = true;
      await done;
    },
  };
}

describe("bar 27: turns at one place", () => {
  test("bar 27: the one that waits goes on when one of those before it has ended", async () => {
    const [first, second] = [work(), work()];
    const running = inTurn("one:443", 1, undefined, first.run);
    const waiting = inTurn("one:443", 1, undefined, second.run);
    await vi.waitFor(() => expect(first.begun()).toBe(true));
    expect(second.begun()).toBe(false);
    first.end();
    await running;
    await vi.waitFor(() => expect(second.begun()).toBe(true));
    second.end();
    await waiting;
  });

  test("bar 27: work that fails gives its turn back", async () => {
    const broken = inTurn("two:443", 1, undefined, async () => {
      throw new Error("broken");
    });
    await expect(broken).rejects.toThrow("broken");
    expect(await inTurn("two:443", 1, undefined, async () => "fine")).toBe("fine");
  });

  test("bar 27: other places do not wait", async () => {
    const busy = work();
    const running = inTurn("three:443", 1, undefined, busy.run);
    expect(await inTurn("four:443", 1, undefined, async () => "fine")).toBe("fine");
    busy.end();
    await running;
  });

  test("bar 27: who leaves the queue because its run has ended holds nobody up", async () => {
    const busy = work();
    const gone = new AbortController();
    const running = inTurn("five:443", 1, undefined, busy.run);
    const left = inTurn("five:443", 1, gone.signal, async () => "left");
    const waiting = inTurn("five:443", 1, undefined, async () => "fine");
    gone.abort();
    expect(await left).toBe("left");
    busy.end();
    await running;
    expect(await waiting).toBe("fine");
  });
});

describe("bar 27: several runs that look at one host at the same time", () => {
  let ca: Certificate;
  let certificate: Certificate;
  beforeAll(async () => {
    ca = await makeCertificate({ commonName: "their ca" });
    certificate = await makeCertificate({ commonName: HOST, names: [HOST], issuer: ca });
  });

  test("bar 27: they share the host's limit, whatever they ask it, and every question is answered", async () => {
    let busy = 0;
    let most = 0;
    const release: (() => void)[] = [];
    const peer = await startWebPeer(
      async () => {
        most = Math.max(most, ++busy);
        await new Promise<void>((resolve) => release.push(resolve));
        busy--;
        return { status: 200, body: "{}" };
      },
      { certificate },
    );
    closing.push(() => peer.close());
    const limits = { perHost: MOST, checkMs: 20_000, connectMs: 5_000 };
    const shared = () => ({
      ...{ policy: shortLimits(limits), ca: ca.pem, signal: new AbortController().signal },
      egress: { ...LOOPBACK, pinned: { [`${HOST}:443`]: { address: "127.0.0.1", port: peer.port } } },
    });
    const runs = [1, 2, 3].map(() => {
      const logs = logTargetProbe({
        ...shared(),
        ...{ url: `https://${HOST}`, secret: "user:secret-of-the-test", forward: "elasticsearch" },
      });
      const traces = tracesProbe({ ...shared(), url: `https://${HOST}`, headers: {} });
      closing.push(
        () => logs.close(),
        () => traces.close(),
      );
      return { logs, traces };
    });
    const asked = runs.flatMap(({ logs, traces }) => [
      ...[1, 2, 3].map((at) => logs.ask({ method: "GET", path: `/${at}` })),
      ...[1, 2, 3].map((at) => traces.ask({ method: "POST", path: `/${at}`, body: "{}" })),
    ]);
    for (let answered = 0; answered < asked.length; answered++) {
      await vi.waitFor(() => expect(release.length).toBeGreaterThan(answered));
      expect(busy).toBeLessThanOrEqual(MOST);
      release[answered]?.();
    }
    const answers = await Promise.all(asked);
    expect(answers.map((one) => one.ok && one.status)).toEqual(asked.map(() => 200));
    expect(most).toBe(MOST);
  });

  async function listening(take: (socket: Socket) => void): Promise<number> {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      take(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => server.close());
    return (server.address() as AddressInfo).port;
  }

  test("bar 27: another name of the same machine is no other turn", async () => {
    const open: Socket[] = [];
    const busy = await listening((socket) => open.push(socket));
    const idle = await listening((socket) => socket.end());
    const egress = { ...LOOPBACK, resolver: async () => ["127.0.0.1"] };
    const probe = () => tcpProbe(egress, { connectMs: 5_000, perHost: MOST }, new AbortController().signal);
    const names = ["one", "two", "three"].map((name) => `${name}.corp.example`);
    const dialled = names.flatMap((name) => Array.from({ length: MOST }, () => probe().dial(name, busy)));
    for (const _name of names) {
      await vi.waitFor(() => expect(open.length).toBeGreaterThanOrEqual(MOST));
      // Whoever was let through has arrived when later dials to another port have come back.
      for (let turn = 0; turn < 3; turn++) await probe().dial("four.corp.example", idle);
      expect(open).toHaveLength(MOST);
      for (const socket of open.splice(0)) socket.end();
    }
    expect((await Promise.all(dialled)).every(({ ok }) => ok)).toBe(true);
  });
});
