import type { ReactNode } from "react";

import { ScrollBox } from "@/components/ui/scroll-box";

export interface Bar {
  id: string;
  name: string;
  blocked: number;
  /** What stands beside the bar: the number, as a link where it leads somewhere. */
  count: ReactNode;
  /** Median days to green in words. */
  days: string;
}

/** A bar chart that is a table: every bar has its number in words beside it. */
export function BlockingBars({
  label,
  heads,
  bars,
}: {
  label: string;
  heads: { name: string; blocked: string; days: string };
  bars: readonly Bar[];
}) {
  const most = Math.max(1, ...bars.map(({ blocked }) => blocked));
  return (
    <ScrollBox label={label} className="rounded-lg border border-line bg-card">
      <table className="w-full text-left">
        <thead className="border-b border-line text-sm text-ink-soft">
          <tr>
            <th scope="col" className="px-4 py-2 font-medium">
              {heads.name}
            </th>
            <th scope="col" className="w-2/5 px-3 py-2 font-medium">
              {heads.blocked}
            </th>
            <th scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
              {heads.days}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ id, name, blocked, count, days }) => (
            <tr key={id} className="border-b border-line last:border-0">
              <th scope="row" className="min-w-44 px-4 py-2 font-normal">
                {name}
              </th>
              <td className="px-3 py-2">
                <span className="flex items-center gap-3">
                  <span aria-hidden="true" className="h-2.5 w-full min-w-16 rounded bg-sunk">
                    <span
                      className="block h-full rounded bg-fail"
                      style={{ width: `${((100 * blocked) / most).toFixed(1)}%` }}
                    />
                  </span>
                  <span className="w-24 shrink-0 text-sm">{count}</span>
                </span>
              </td>
              <td className="px-3 py-2 text-sm">{days}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
