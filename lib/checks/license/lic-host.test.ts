import { describe, expect, onTestFinished, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { startDnsPeer } from "@/lib/peers/dns";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { expectSeen } from "@/test/look-out";

async function nameServer() {
  const server = await startDnsPeer((name) => {
    if (name === "six.acme.test") return [{ type: "AAAA", data: "2001:db8::9" }];
    return [{ type: "A", data: name === "lic.other.test" ? "10.4.0.77" : "10.4.0.9" }];
  });
  onTestFinished(server.close);
  return server;
}

describe("lic-host, from the answers and the name", () => {
  type Row = [title: string, answers: Partial<Answers>, verdict: Verdict, reasonCode?: ReasonCode];
  const BASE: Partial<Answers> = { "lic.host": "lic.acme.test", "lic.ip": "10.4.0.9", "lic.os": "Windows Server 2022" };
  test.each<Row>([
    [
      "a Windows Server whose name and address agree is still to be seen on the spot",
      {},
      "could-not-tell",
      "unsupported",
    ],
    ["no Windows", { "lic.os": "Ubuntu 24.04" }, "fail", "answer-mismatch"],
    ["a workstation's Windows", { "lic.os": "Windows 11" }, "warn", "unsupported"],
    ["an old Windows Server", { "lic.os": "Windows Server 2012 R2" }, "warn", "version-low"],
    ["the terminal server itself", { "ts.host": "lic.acme.test" }, "warn", "answer-mismatch"],
    ["the terminal server by its short name", { "ts.host": "lic" }, "warn", "answer-mismatch"],
    ["the terminal server by its address", { "ts.host": "10.4.0.9" }, "warn", "answer-mismatch"],
    [
      "the terminal server by another name of the same address",
      { "ts.host": "ts.acme.test" },
      "warn",
      "answer-mismatch",
    ],
    ["a terminal server of the same first label elsewhere", { "ts.host": "lic.other.test" }, "could-not-tell"],
    ["no administrator access", { "lic.adminAccess": { access: "no" } }, "warn", "forbidden"],
    [
      "an IPv6 address in another spelling",
      { "lic.host": "six.acme.test", "lic.ip": "2001:0db8:0::0009" },
      "could-not-tell",
    ],
    ["two addresses that differ", { "lic.host": "10.4.0.1", "lic.ip": "10.4.0.9" }, "warn", "answer-mismatch"],
    ["a name that leads elsewhere", { "lic.ip": "10.4.0.1" }, "warn", "answer-mismatch"],
  ])("%s", async (_title, answers, verdict, reasonCode) => {
    const server = await nameServer();
    await expectSeen(
      "lic-host",
      { answers: { ...BASE, ...answers }, egress: { nameServers: [server.address] } },
      verdict,
      reasonCode,
    );
  });

  test("every reservation is said, not the first alone", async () => {
    const server = await nameServer();
    const answers = { ...BASE, "ts.host": "lic", "lic.os": "Windows 11", "lic.ip": "10.4.0.1" };
    const { message } = await expectSeen("lic-host", { answers, egress: { nameServers: [server.address] } }, "warn");
    for (const said of ["also the terminal server (lic)", "a workstation's Windows", "and the answer says 10.4.0.1"])
      expect(message).toContain(said);
  });

  test("that the address is not lent by DHCP is said to be seen on the machine itself", async () => {
    const server = await nameServer();
    const outlook = { answers: BASE, egress: { nameServers: [server.address] } };
    const { message } = await expectSeen("lic-host", outlook, "could-not-tell");
    expect(message).toContain("DHCP");
  });
});
