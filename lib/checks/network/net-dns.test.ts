import { afterEach, describe, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { type DnsRecord, type DnsSays, startDnsPeer } from "@/lib/peers/dns";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { expectSeen } from "@/test/look-out";

const DOMAIN = "knovvu.acme.test";
const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const a = (data: string, ttl?: number): DnsRecord => ({ type: "A", data, ...(ttl ? { ttl } : {}) });
type DnsRow = [
  title: string,
  says: (name: string) => DnsSays,
  ingress: string,
  verdict: Verdict,
  reasonCode?: ReasonCode,
];
const DNS: DnsRow[] = [
  ["a wildcard that leads to the ingress", () => [a("10.2.9.20")], "10.2.9.20", "pass", "ok"],
  [
    "a wildcard that is an alias of the ingress",
    (name) => (name === "lb.acme.test" ? [a("10.2.9.20")] : [{ type: "CNAME", data: "lb.acme.test" }, a("10.2.9.20")]),
    "lb.acme.test",
    "pass",
    "ok",
  ],
  [
    "no record below the domain",
    (name) => (name === DOMAIN ? [a("10.2.9.20")] : "nxdomain"),
    "10.2.9.20",
    "fail",
    "dns",
  ],
  ["names without addresses", () => [], "10.2.9.20", "fail", "dns"],
  ["a record that leads elsewhere", () => [a("10.9.9.9")], "10.2.9.20", "warn", "answer-mismatch"],
  ["a record that is remembered for two hours", () => [a("10.2.9.20", 7200)], "10.2.9.20", "warn", "unsupported"],
  [
    "an IPv6 address in another spelling",
    () => [{ type: "AAAA", data: "2001:db8::9:20" }],
    "2001:0DB8:0:0:0:0:9:20",
    "pass",
    "ok",
  ],
  [
    "a wildcard without a record of the domain itself",
    (name) => (name === DOMAIN ? "nxdomain" : [a("10.2.9.20")]),
    "10.2.9.20",
    "warn",
    "dns",
  ],
  ["a name server that fails", () => "servfail", "10.2.9.20", "could-not-tell", "error"],
  [
    "an ingress whose own name is not known here, so nothing was compared",
    (name) => (name === "lb.acme.test" ? "nxdomain" : [a("10.9.9.9")]),
    "lb.acme.test",
    "could-not-tell",
    "dns",
  ],
  [
    "an ingress whose own name server fails",
    (name) => (name === "lb.acme.test" ? "servfail" : [a("10.9.9.9")]),
    "lb.acme.test",
    "could-not-tell",
    "error",
  ],
];

describe("net-dns, as this machine's name servers see it", () => {
  test.each(DNS)("%s", async (_title, says, ingress, verdict, reasonCode) => {
    const server = await startDnsPeer(says);
    open.push(server.close);
    const answers: Partial<Answers> = { "net.baseDomain": DOMAIN, "net.ingressAddress": ingress };
    await expectSeen("net-dns", { answers, egress: { nameServers: [server.address] } }, verdict, reasonCode);
  });

  test.each([
    [3_601, "61 minutes"],
    [5_399, "90 minutes"],
    [7_199, "120 minutes"],
    [7_200, "2 hours"],
    [86_400, "24 hours"],
    [9_000, "150 minutes"],
  ])("answers that live for %s s are said to be remembered for %s", async (ttl, said) => {
    const server = await startDnsPeer(() => [a("10.2.9.20", ttl)]);
    open.push(server.close);
    const answers = { "net.baseDomain": DOMAIN, "net.ingressAddress": "10.2.9.20" };
    const { message } = await expectSeen("net-dns", { answers, egress: { nameServers: [server.address] } }, "warn");
    expect(message).toContain(`remembered for ${said}`);
  });

  test("an hour and no second more is no reason to warn", async () => {
    const server = await startDnsPeer(() => [a("10.2.9.20", 3_600)]);
    open.push(server.close);
    const answers = { "net.baseDomain": DOMAIN, "net.ingressAddress": "10.2.9.20" };
    await expectSeen("net-dns", { answers, egress: { nameServers: [server.address] } }, "pass");
  });

  test("every reservation is said, not the first alone", async () => {
    const server = await startDnsPeer(() => [a("10.9.9.9", 7_200)]);
    open.push(server.close);
    const answers = { "net.baseDomain": DOMAIN, "net.ingressAddress": "10.2.9.20" };
    const { message } = await expectSeen("net-dns", { answers, egress: { nameServers: [server.address] } }, "warn");
    expect(message).toContain("lead to 10.9.9.9, and the ingress is 10.2.9.20");
    expect(message).toContain("remembered for 2 hours");
  });

  test("a balancer that gives each name another of its addresses is still a wildcard", async () => {
    const balancer = ["10.2.9.20", "10.2.9.21"];
    const given = new Map<string, string>();
    const server = await startDnsPeer((name) => {
      if (name === "lb.acme.test") return balancer.map((address) => a(address));
      if (name === DOMAIN) return [a("10.2.9.20")];
      if (!given.has(name)) given.set(name, balancer[given.size % balancer.length] ?? "");
      return [a(given.get(name) ?? "")];
    });
    open.push(server.close);
    const answers = { "net.baseDomain": DOMAIN, "net.ingressAddress": "lb.acme.test" };
    await expectSeen("net-dns", { answers, egress: { nameServers: [server.address] } }, "pass", "ok");
    expect(new Set(given.values()).size).toBe(2);
  });

  test("one name that leads to the ingress and one that leads elsewhere do not pass", async () => {
    let random = 0;
    const given = new Map<string, string>();
    const server = await startDnsPeer((name) => {
      if (name === DOMAIN) return [a("10.2.9.20")];
      if (!given.has(name)) given.set(name, random++ === 0 ? "10.2.9.20" : "10.9.9.9");
      return [a(given.get(name) ?? "")];
    });
    open.push(server.close);
    const answers = { "net.baseDomain": DOMAIN, "net.ingressAddress": "10.2.9.20" };
    await expectSeen("net-dns", { answers, egress: { nameServers: [server.address] } }, "warn", "answer-mismatch");
  });

  test("addresses that differ from name to name are no wildcard", async () => {
    let next = 0;
    const addresses = new Map<string, string>();
    const server = await startDnsPeer((name) => {
      if (!addresses.has(name)) addresses.set(name, `10.2.9.${++next}`);
      return [a(addresses.get(name) ?? "")];
    });
    open.push(server.close);
    const answers = { "net.baseDomain": DOMAIN };
    await expectSeen("net-dns", { answers, egress: { nameServers: [server.address] } }, "warn", "answer-mismatch");
  });
});
