"use client";

import { useCallback, useEffect, useState } from "react";

interface Page<Entry, Next> {
  entries: Entry[];
  next?: Next;
}

/**
 * A list that is read from a route a page at a time, newest first, and read anew whenever `version`
 * changes. `pageOf` reads an answer and stays the same function; `next` is there while older ones are left.
 */
export function usePages<Entry, Next extends string | number>(
  address: string,
  version: string,
  pageOf: (answer: unknown) => Page<Entry, Next>,
): Partial<Page<Entry, Next>> & { failed: boolean; older: () => void; again: () => void } {
  const [page, setPage] = useState<Page<Entry, Next>>();
  const [failed, setFailed] = useState(false);
  const read = useCallback(
    async (before?: Next) => {
      try {
        const response = await fetch(before === undefined ? address : `${address}&before=${before}`);
        if (!response.ok) throw new Error(response.statusText);
        const got = pageOf(await response.json());
        setPage((known) =>
          before === undefined || !known ? got : { ...got, entries: [...known.entries, ...got.entries] },
        );
        setFailed(false);
      } catch {
        setFailed(true);
      }
    },
    [address, pageOf],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to read again.
  useEffect(() => void read(), [read, version]);
  return { ...page, failed, older: () => void read(page?.next), again: () => void read() };
}
