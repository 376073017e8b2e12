import type { ReactNode } from "react";

import { ScrollBox } from "@/components/ui/scroll-box";

/** A plain table of words; on a narrow screen its cells stand under one another. */
export function WordTable({
  caption,
  head,
  rows,
}: {
  caption?: string;
  head: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}) {
  return (
    <ScrollBox label={caption ?? head[0] ?? ""}>
      <table className="mb-6 w-full min-w-xl border-collapse text-left">
        {caption && <caption className="pt-2 pb-1 text-left font-semibold">{caption}</caption>}
        <thead>
          <tr className="border-b border-line-strong text-sm text-ink-soft">
            {head.map((title) => (
              <th key={title} scope="col" className="py-1.5 pr-4 font-medium">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-b border-line align-top">
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th key={head[index]} scope="row" className="py-2 pr-4 font-medium">
                    {cell}
                  </th>
                ) : (
                  <td key={head[index]} className="py-2 pr-4">
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
