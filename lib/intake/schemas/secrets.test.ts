import { describe, expect, test } from "vitest";

import { parseSecret } from "./secrets";

describe("secrets that go into a header", () => {
  test.each([
    ["obs.otlpHeaders", "x-key: abc\nHost: other.example", "Leave the header Host out"],
    ["obs.otlpHeaders", "no colon here", "one header a line"],
    ["obs.otlpHeaders", { "bad name": "x" }, "one header a line"],
    ["obs.otlpHeaders", { "x-key": "a\r\nx-other: b" }, "one line"],
    ["obs.logSecret", "user:pass\r\nX-Injected: 1", "one line"],
  ] as const)("%s refuses %j, and does not repeat it", (id, raw, words) => {
    const parsed = parseSecret(id, raw);
    expect(parsed.ok ? "taken" : parsed.message).toContain(words);
    expect(parsed.ok ? "" : parsed.message).not.toContain("Injected");
  });

  test("a log system's user and password, or its token, is taken as it is", () => {
    for (const value of ["user:pass word", "a2V5LW9mLXRlc3Rz", "şifre:ğüç"])
      expect(parseSecret("obs.logSecret", value)).toEqual({ ok: true, value });
  });
});

test("a password is kept byte for byte, with every printable character", () => {
  const password = `${Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("")} ğüşıöçİ 密码 `;
  for (const id of ["reg.password", "db.password", "os.secretKey"] as const)
    expect(parseSecret(id, password)).toEqual({ ok: true, value: password });
});
