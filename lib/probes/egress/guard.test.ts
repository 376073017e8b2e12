import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { classify } from "./addresses";
import { type EgressOptions, guard } from "./guard";

const CLOSED: EgressOptions = {
  allowPrivate: false,
  allowCidrs: [],
  denyCidrs: [],
  allowLoopback: false,
  ownAddresses: [],
};
const answering = (...addresses: string[]): EgressOptions => ({ ...CLOSED, resolver: async () => addresses });

const NEVER = [
  ...["127.0.0.1", "127.8.9.10", "0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.170.2", "100.100.100.200"],
  ...["168.63.129.16", "192.0.0.192", "224.0.0.1", "240.0.0.1", "255.255.255.255"],
  ...["::", "::1", "fe80::1", "fec0::1", "ff02::1", "fd00:ec2::254"],
  ...[
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
  ],
];

describe("bar 11: addresses that nobody may reach through us", () => {
  test.each(NEVER)("bar 11: %s is refused as typed, and as what a name leads to", async (address) => {
    const typed = await guard(address, 6443, CLOSED);
    const resolved = await guard("api.customer.example", 6443, answering(address));
    expect(typed).toMatchObject({ ok: false, code: "blocked-by-policy" });
    expect(resolved).toMatchObject({ ok: false, code: "blocked-by-policy", addressesTried: [address] });
  });

  test.each(["2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "127.1", "017700000001", "0xA9FEA9FE"])(
    "bar 11: the odd spelling %s of an address is refused before anything is asked",
    async (host) => {
      let asked = 0;
      const resolver = async () => {
        asked++;
        return ["203.0.113.7"];
      };
      expect(await guard(host, 6443, { ...CLOSED, resolver })).toMatchObject({ ok: false, code: "blocked-by-policy" });
      expect(asked).toBe(0);
    },
  );

  test.each([
    "localhost",
    "LOCALHOST.",
    "db.localhost",
    "metadata.google.internal",
    "kubernetes.default.svc",
    "x.svc.cluster.local",
  ])("bar 11: the name %s, which means something inside a machine or cluster only, is refused", async (host) => {
    expect(await guard(host, 6443, answering("203.0.113.7"))).toMatchObject({ ok: false, code: "blocked-by-policy" });
  });

  test.each([
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "100.64.0.1",
    "fd12:3456::1",
    "::ffff:10.1.2.3",
  ])("bar 11: the private address %s waits until somebody opened its network for the project", async (address) => {
    const refused = await guard(address, 6443, CLOSED);
    expect(refused).toMatchObject({ ok: false, code: "blocked-by-policy" });
    expect(refused.ok ? "" : refused.message).toMatch(/can allow that network/);
    const network = address.includes("fd12") ? "fd12::/16" : `${address.replace("::ffff:", "")}/32`;
    expect(await guard(address, 6443, { ...CLOSED, allowCidrs: [network] })).toMatchObject({ ok: true });
  });

  test("bar 11: opening a network never opens metadata or loopback addresses", async () => {
    const wide = { ...CLOSED, allowPrivate: true, allowCidrs: ["0.0.0.0/0", "::/0"] };
    for (const address of NEVER) expect((await guard(address, 6443, wide)).ok, address).toBe(false);
  });

  test("bar 11: networks that the operator closed stay closed, even when the project opened them", async () => {
    const both = { ...CLOSED, allowCidrs: ["10.0.0.0/8"], denyCidrs: ["10.9.0.0/16"] };
    expect(await guard("10.9.1.1", 6443, both)).toMatchObject({ ok: false, code: "blocked-by-policy" });
    expect(await guard("10.8.1.1", 6443, both)).toMatchObject({ ok: true });
  });

  test("bar 11: this application's own port is refused even where loopback is open", async () => {
    const own = { ...CLOSED, allowLoopback: true, ownAddresses: [{ address: "0.0.0.0", port: 3000 }] };
    expect(await guard("127.0.0.1", 3000, own)).toMatchObject({ ok: false, code: "blocked-by-policy" });
    expect(await guard("127.0.0.1", 6443, own)).toMatchObject({ ok: true });
  });

  test.each([22, 25, 53, 2379, 3389, 6379, 10250])("bar 11: port %i is never dialled", async (port) => {
    expect(await guard("203.0.113.7", port, CLOSED)).toMatchObject({ ok: false, code: "blocked-by-policy" });
  });

  test("bar 11: a practice host leads to its one loopback port and opens nothing beside it", async () => {
    const pinned = { ...CLOSED, pinned: { "api.practice.example:6443": { address: "127.0.0.1", port: 40123 } } };
    expect(await guard("api.practice.example", 6443, pinned)).toMatchObject({
      ok: true,
      addresses: ["127.0.0.1"],
      port: 40123,
    });
    expect((await guard("127.0.0.1", 40123, pinned)).ok).toBe(false);
    expect((await guard("api.practice.example", 443, { ...pinned, resolver: async () => ["127.0.0.1"] })).ok).toBe(
      false,
    );
  });

  test("bar 11: an IPv4 address wrapped into IPv6 is judged as the address inside", () => {
    const part = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(part, part, part, part), ([a, b, c, d]) => {
        const plain = `${a}.${b}.${c}.${d}`;
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        for (const wrapped of [`::ffff:${plain}`, `::ffff:${hex}`, `64:ff9b::${hex}`, `2002:${hex}::`])
          expect(classify(wrapped), wrapped).toBe(classify(plain));
      }),
    );
  });
});

describe("bars 12 and 13: names that lead to several addresses", () => {
  test("bar 13: of good and bad addresses only the good ones may be dialled", async () => {
    const mixed = await guard(
      "api.customer.example",
      6443,
      answering("203.0.113.7", "169.254.169.254", "::1", "2001:db8::7"),
    );
    expect(mixed).toMatchObject({
      ok: true,
      addresses: ["203.0.113.7", "2001:db8::7"],
      refused: ["169.254.169.254", "::1"],
    });
  });

  test("bar 12: a name is looked up once, and the tested address is what comes back", async () => {
    let asked = 0;
    const resolver = async () => (++asked === 1 ? ["203.0.113.7"] : ["127.0.0.1"]);
    expect(await guard("api.customer.example", 6443, { ...CLOSED, resolver })).toMatchObject({
      addresses: ["203.0.113.7"],
    });
    expect(asked).toBe(1);
  });

  test("bar 11: a name that is not known says what to do, and is no refusal", async () => {
    const resolver = async () => {
      throw Object.assign(new Error("nothing"), { code: "ENOTFOUND" });
    };
    const answer = await guard("api.customer.example", 6443, { ...CLOSED, resolver });
    expect(answer).toMatchObject({ ok: false, code: "dns" });
    expect(answer.ok ? "" : answer.message).toMatch(/Check the spelling/);
  });
});
