"use client";

import { useCallback, useEffect, useRef, useState } from "react";

import type { AnswerFieldId } from "@/lib/intake/answers";

import { forgetDraft, keepDraft, readDraft } from "./drafts";
import { saveAnswer, type Theirs } from "./save-answer";

export type FieldStatus =
  | { kind: "idle" }
  | { kind: "saving" }
  | { kind: "saved"; at: string }
  | { kind: "waiting" }
  | { kind: "signed-out" }
  | { kind: "invalid"; message: string }
  | { kind: "conflict"; theirs: Theirs; message: string }
  | { kind: "refused"; message: string };

export interface Autosaved {
  value: unknown;
  status: FieldStatus;
}
interface Kept {
  revision: number;
  /** Counts edits: an answer to an older edit must not overwrite a newer one. */
  edit: number;
  timer?: ReturnType<typeof setTimeout>;
  tries: number;
  /** A request is under way; a second one on the same revision would be a conflict with oneself. */
  sending?: boolean;
  /** What waits for the end of that request. */
  later?: { value: unknown } | undefined;
}

const DEBOUNCE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Saves every edited answer by itself: debounced, one request a field at a time, repeated while there
 * is no connection, kept on this device until the server has it, and never over somebody else's answer.
 */
export function useAutosave(
  projectId: string,
  ids: readonly string[],
  initial: Readonly<Record<string, { value: unknown; revision: number }>>,
) {
  const [fields, setFields] = useState<Record<string, Autosaved>>(() =>
    Object.fromEntries(
      Object.entries(initial).map(([id, { value }]) => [id, { value: value ?? undefined, status: { kind: "idle" } }]),
    ),
  );
  // Kept from the first drawing, as the values are: a later one neither sends a draft again nor hides an edit of others.
  const first = useRef(initial);
  const kept = useRef(new Map<string, Kept>());
  const latest = useRef(fields);
  latest.current = fields;

  const keptOf = useCallback((id: string): Kept => {
    const known = kept.current.get(id);
    if (known) return known;
    const fresh: Kept = { revision: first.current[id]?.revision ?? 0, edit: 0, tries: 0 };
    kept.current.set(id, fresh);
    return fresh;
  }, []);

  const show = useCallback((id: string, change: Partial<Autosaved>) => {
    setFields((all) => ({
      ...all,
      [id]: { value: all[id]?.value, status: all[id]?.status ?? { kind: "idle" }, ...change },
    }));
  }, []);

  const send = useCallback(
    async (id: string, value: unknown): Promise<void> => {
      const own = keptOf(id);
      if (own.sending) {
        own.later = { value };
        return;
      }
      const { edit } = own;
      show(id, { status: { kind: "saving" } });
      own.sending = true;
      const outcome = await saveAnswer(projectId, id as AnswerFieldId, value, own.revision);
      own.sending = false;
      const { later } = own;
      own.later = undefined;
      if (outcome.kind === "saved") {
        own.revision = outcome.revision;
        own.tries = 0;
        if (own.edit !== edit)
          keepDraft(projectId, id, { value: latest.current[id]?.value, baseRevision: own.revision });
      }
      if (later) return send(id, later.value);
      if (outcome.kind === "saved") {
        if (own.edit !== edit) return;
        forgetDraft(projectId, id);
        show(id, { status: { kind: "saved", at: outcome.savedAt } });
        return;
      }
      if (own.edit !== edit) return;
      if (outcome.kind === "conflict")
        show(id, { status: { kind: "conflict", theirs: outcome.theirs, message: outcome.message } });
      else if (outcome.kind === "invalid") show(id, { status: { kind: "invalid", message: outcome.message } });
      else if (outcome.kind === "gone") show(id, { status: { kind: "refused", message: outcome.message } });
      else if (outcome.kind === "signed-out") show(id, { status: { kind: "signed-out" } });
      else {
        show(id, { status: { kind: "waiting" } });
        own.tries++;
        own.timer = setTimeout(() => void send(id, value), Math.min(1000 * 2 ** (own.tries - 1), LONGEST_PAUSE_MS));
      }
    },
    [keptOf, projectId, show],
  );

  const change = useCallback(
    (id: string, value: unknown, options: { now?: boolean } = {}) => {
      const own = keptOf(id);
      own.edit++;
      clearTimeout(own.timer);
      keepDraft(projectId, id, { value, baseRevision: own.revision });
      show(id, { value, status: { kind: "saving" } });
      own.timer = setTimeout(() => void send(id, value), options.now ? 0 : DEBOUNCE_MS);
    },
    [keptOf, projectId, send, show],
  );

  /** Takes one side of a conflict: mine is saved over theirs, theirs replaces mine. */
  const settle = useCallback(
    (id: string, side: "mine" | "theirs") => {
      const { status, value } = latest.current[id] ?? {};
      if (status?.kind !== "conflict") return;
      const own = keptOf(id);
      own.revision = status.theirs.revision;
      if (side === "mine") return change(id, value, { now: true });
      forgetDraft(projectId, id);
      show(id, { value: status.theirs.value ?? undefined, status: { kind: "saved", at: status.theirs.updatedAt } });
    },
    [change, keptOf, projectId, show],
  );

  // What was typed before a reload, and never reached the server, is put back and sent again.
  useEffect(() => {
    for (const id of ids) {
      const draft = readDraft(projectId, id);
      if (!draft) continue;
      const own = keptOf(id);
      own.revision = draft.baseRevision;
      show(id, { value: draft.value });
      void send(id, draft.value);
    }
  }, [ids, keptOf, projectId, send, show]);

  useEffect(() => {
    const retry = () => {
      for (const [id, one] of Object.entries(latest.current))
        if (one.status.kind === "waiting") void send(id, one.value);
    };
    window.addEventListener("online", retry);
    return () => window.removeEventListener("online", retry);
  }, [send]);

  return { fields, change, settle };
}
