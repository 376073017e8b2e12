"use client";

import { useEffect, useState } from "react";

import type { Board } from "@/lib/engine/types";
import { applyEvent, type LiveEvent } from "@/lib/live/events";

export type Connection = "live" | "reconnecting" | "ended";

/** The board as it changes; the server's stream replaces what the page was drawn with. */
export function useBoard(first: Board): { board: Board; connection: Connection; fresh: ReadonlySet<string> } {
  const [board, setBoard] = useState(first);
  const [connection, setConnection] = useState<Connection>("live");
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const source = new EventSource(`/api/projects/${first.projectId}/stream`);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as LiveEvent;
      setConnection("live");
      setBoard((old) => applyEvent(old, event));
      if (event.type === "rows")
        setFresh(new Set(event.rows.filter(({ progress }) => progress === "idle").map(({ id }) => id)));
    };
    source.onerror = () => setConnection(source.readyState === EventSource.CLOSED ? "ended" : "reconnecting");
    return () => source.close();
  }, [first.projectId]);
  return { board, connection, fresh };
}
