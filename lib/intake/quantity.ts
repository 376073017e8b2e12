/** Kubernetes quantities as BigInt nano-units (catalogue 1.10). Pure, usable in the browser. */
const SHAPE = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+|Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E)?$/;
const NANO = 1_000_000_000n;
const BINARY: Record<string, bigint> = {
  Ki: 1n << 10n,
  Mi: 1n << 20n,
  Gi: 1n << 30n,
  Ti: 1n << 40n,
  Pi: 1n << 50n,
  Ei: 1n << 60n,
};
const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const LONGEST = 40;
const LARGEST_EXPONENT = 30;

/**
 * Reads a quantity such as `500m`, `6Gi` or `1e3` into nano-units, rounding away from zero.
 * Returns undefined for anything Kubernetes would not read, and for absurd lengths and exponents.
 */
export function parseQuantity(text: string): bigint | undefined {
  if (text.length > LONGEST) return undefined;
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const [, sign, number = "", suffix = ""] = match;
  const [whole = "", fraction = ""] = number.split(".");
  const digits = BigInt(`${whole}${fraction}` || "0");
  const binary = BINARY[suffix];
  const exponent = binary
    ? 0
    : /^[eE]/.test(suffix) && suffix.length > 1
      ? Number(suffix.slice(1))
      : (DECIMAL[suffix] ?? 0);
  if (Math.abs(exponent) > LARGEST_EXPONENT) return undefined;
  let numerator = digits * NANO * (binary ?? 1n);
  let denominator = 10n ** BigInt(fraction.length);
  if (exponent >= 0) numerator *= 10n ** BigInt(exponent);
  else denominator *= 10n ** BigInt(-exponent);
  const magnitude = (numerator + denominator - 1n) / denominator;
  return sign === "-" ? -magnitude : magnitude;
}

/** Multiplies by a whole percentage in integer arithmetic, rounding up (ns-quota: 130). */
export function scaleQuantity(nano: bigint, percent: number): bigint {
  return (nano * BigInt(percent) + 99n) / 100n;
}

/** Writes CPU as `16250m` or whole cores, rounding up to a milli-core. */
export function formatCpu(nano: bigint): string {
  const milli = (nano + 999_999n) / 1_000_000n;
  return milli % 1000n === 0n ? `${milli / 1000n}` : `${milli}m`;
}

/** Writes bytes in the largest binary unit that stays whole, rounding up to a Mi when it must. */
export function formatMemory(nano: bigint): string {
  const bytes = (nano + NANO - 1n) / NANO;
  for (const unit of ["Ti", "Gi", "Mi", "Ki"]) {
    const size = BINARY[unit] ?? 1n;
    if (bytes >= size && bytes % size === 0n) return `${bytes / size}${unit}`;
  }
  const mebi = BINARY.Mi ?? 1n;
  return bytes >= mebi ? `${(bytes + mebi - 1n) / mebi}Mi` : `${bytes}`;
}
