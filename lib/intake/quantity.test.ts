import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { formatCpu, formatMemory, parseQuantity, scaleQuantity } from "./quantity";
import { parseVersion, sameMinor } from "./version";

const NANO = 1_000_000_000n;

describe("a quantity", () => {
  test.each<[string, bigint]>([
    ["0", 0n],
    ["500m", NANO / 2n],
    ["2", 2n * NANO],
    ["0.1", NANO / 10n],
    ["6Gi", 6n * 1024n ** 3n * NANO],
    ["1e3", 1000n * NANO],
    ["1E", 10n ** 18n * NANO],
    ["12E3", 12_000n * NANO],
    [".5", NANO / 2n],
    ["+1k", 1000n * NANO],
    ["-1", -NANO],
    ["0.0000000001", 1n],
  ])("%s is read as Kubernetes reads it", (text, nano) => expect(parseQuantity(text)).toBe(nano));

  test.each(["", "six", "1 Gi", "1gi", "1.2.3", "0x10", "1e999", "Infinity", "NaN", "1_000", "9".repeat(60)])(
    "%j is none",
    (text) => expect(parseQuantity(text)).toBeUndefined(),
  );

  test("is exact for every whole number of milli-cores and mebibytes", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), (amount) => {
        expect(parseQuantity(`${amount}m`)).toBe(amount * 1_000_000n);
        expect(parseQuantity(`${amount}Mi`)).toBe(amount * 1024n ** 2n * NANO);
      }),
    );
  });

  test("written and read again is never smaller, and never larger by a unit", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 15n }), (nano) => {
        const cpu = parseQuantity(formatCpu(nano)) ?? -1n;
        expect(cpu >= nano && cpu - nano < 1_000_000n).toBe(true);
        expect((parseQuantity(formatMemory(nano * 1024n)) ?? -1n) >= nano * 1024n).toBe(true);
      }),
    );
  });

  test("and 30 percent is rounded up, never down", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (nano) => scaleQuantity(nano, 130) * 100n >= nano * 130n),
    );
    expect(formatCpu(scaleQuantity(parseQuantity("12500m") ?? 0n, 130))).toBe("16250m");
    expect(formatMemory(scaleQuantity(parseQuantity("40Gi") ?? 0n, 130))).toBe("52Gi");
  });

  test("bar 10: whatever is typed, it is read or refused", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) =>
        ["bigint", "undefined"].includes(typeof parseQuantity(text)),
      ),
      { numRuns: 5_000 },
    );
  });
});

describe("a version", () => {
  test.each([
    ["v1.29.4-gke.100", { major: 1, minor: 29, patch: 4, suffix: "gke.100", preRelease: false }],
    ["1.28.9+k3s1", { major: 1, minor: 28, patch: 9, suffix: "k3s1", preRelease: false }],
    ["4.16", { major: 4, minor: 16, preRelease: false }],
    ["v1.35.0-rc.1", { major: 1, minor: 35, patch: 0, suffix: "rc.1", preRelease: true }],
  ])("%s", (text, read) => expect(parseVersion(text)).toEqual(read));

  test.each(["", "1", "latest", "1.2.3.4", "one.two", "1.999999"])("%j is none", (text) =>
    expect(parseVersion(text)).toBeUndefined(),
  );

  test("is the same when major and minor are", () => {
    const [a, b, c] = ["1.29.1", "v1.29.10-eks-x", "1.30.0"].map((text) => parseVersion(text));
    expect(a && b && sameMinor(a, b)).toBe(true);
    expect(a && c && sameMinor(a, c)).toBe(false);
  });
});
