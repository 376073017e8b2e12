/** How often each value occurs. */
export type Histogram = ReadonlyMap<number, number>;

/** The middle value, the mean of the two middle ones where their number is even; undefined for none. */
export function median(values: Histogram): number | undefined {
  const sorted = [...values].sort(([one], [other]) => one - other);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return undefined;
  const at = (index: number) => {
    let seen = 0;
    for (const [value, count] of sorted) {
      seen += count;
      if (index < seen) return value;
    }
    return 0;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}
