import { expect, test } from "vitest";

import { holds, share, spelled } from "./addresses";

test.each([
  ["2001:0DB8:0:0:0:0:0:1", "2001:db8::1"],
  ["[2001:db8::1]", "2001:db8::1"],
  ["::ffff:10.2.9.20", "10.2.9.20"],
  ["::ffff:0a02:0914", "10.2.9.20"],
  ["FE80::1%eth0", "fe80::1%eth0"],
  ["10.2.9.20", "10.2.9.20"],
  ["LB.Acme.Test.", "lb.acme.test"],
  ["10", "10"],
])("%s is spelled %s", (given, plain) => expect(spelled(given)).toBe(plain));

test("addresses are the same however they are written, and names are not addresses", () => {
  expect(holds(["2001:db8:0:0::1"], "2001:DB8::0001")).toBe(true);
  expect(holds(["2001:db8::1"], "2001:db8::2")).toBe(false);
  expect(holds([], "10.2.9.20")).toBe(false);
  expect(share(["10.2.9.20", "fd00::a"], ["FD00:0::000A"])).toBe(true);
  expect(share(["10.2.9.20"], ["10.2.9.21"])).toBe(false);
});
