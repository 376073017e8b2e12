const ROUNDS = 60;
const WARM = 5;

/** The value below which that share of a list lies. */
export function at(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Milliseconds of each of many rounds, after a few that do not count. */
export async function timesOf(work: () => Promise<unknown>, rounds = ROUNDS): Promise<number[]> {
  const times: number[] = [];
  for (let round = -WARM; round < rounds; round++) {
    const started = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - started);
  }
  return times;
}

/** Prints the middle and the 95th of a hundred, and how many of the named floor they cost. */
export function report(name: string, times: readonly number[], floor?: readonly number[]): void {
  const ratio = floor ? `, ${(at(times, 0.5) / at(floor, 0.5)).toFixed(1)} times the floor` : " (the floor)";
  console.log(`${name.padEnd(28)} p50 ${at(times, 0.5).toFixed(1)} ms, p95 ${at(times, 0.95).toFixed(1)} ms${ratio}`);
}
