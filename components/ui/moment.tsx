"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** A point in time: the server writes it in UTC, the browser then in the reader's own zone. */
export function Moment({ iso, time = true }: { iso: string; time?: boolean }) {
  const local = useSyncExternalStore(
    never,
    () =>
      new Intl.DateTimeFormat(undefined, { dateStyle: "medium", ...(time ? { timeStyle: "short" } : {}) }).format(
        new Date(iso),
      ),
    () => (time ? `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC` : iso.slice(0, 10)),
  );
  return <time dateTime={iso}>{local}</time>;
}
