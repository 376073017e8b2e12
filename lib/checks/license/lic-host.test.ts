import { describe, onTestFinished, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import { startDnsPeer } from "@/lib/peers/dns";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { expectSeen } from "@/test/look-out";

describe("lic-host, from the answers and the name", () => {
  type Row = [title: string, answers: Partial<Answers>, verdict: Verdict, reasonCode: ReasonCode];
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
    ["a name that leads elsewhere", { "lic.ip": "10.4.0.1" }, "warn", "answer-mismatch"],
  ])("%s", async (_title, answers, verdict, reasonCode) => {
    const server = await startDnsPeer(() => [{ type: "A", data: "10.4.0.9" }]);
    onTestFinished(server.close);
    await expectSeen(
      "lic-host",
      { answers: { ...BASE, ...answers }, egress: { nameServers: [server.address] } },
      verdict,
      reasonCode,
    );
  });
});
