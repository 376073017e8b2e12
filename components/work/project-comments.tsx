"use client";

import { useEffect, useState } from "react";

import type { LiveEvent } from "@/lib/live/events";

import { Comments } from "./comments";
import { useWork } from "./work-context";

/** What is said about the project as a whole, read anew whenever the project's stream tells of a change. */
export function ProjectComments({ revision }: { revision: number }) {
  const { projectId } = useWork();
  const [latest, setLatest] = useState(revision);
  useEffect(() => {
    const source = new EventSource(`/api/projects/${projectId}/stream`);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as LiveEvent;
      setLatest(event.type === "board" ? event.board.revision : event.revision);
    };
    return () => source.close();
  }, [projectId]);
  return <Comments version={String(latest)} />;
}
