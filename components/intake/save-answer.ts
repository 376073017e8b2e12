import type { AnswerFieldId } from "@/lib/intake/answers";

export interface Theirs {
  value: unknown;
  revision: number;
  author: string;
  updatedAt: string;
}
export type SaveOutcome =
  | { kind: "saved"; revision: number; savedAt: string; value: unknown }
  | { kind: "conflict"; theirs: Theirs; message: string }
  | { kind: "invalid"; message: string }
  | { kind: "signed-out" }
  | { kind: "gone"; message: string }
  | { kind: "unreachable" };

const DEADLINE_MS = 15_000;

/** The browser judges by the server's own schema, as a courtesy; without a connection it simply does not. */
async function courtesy(field: AnswerFieldId, value: unknown): Promise<string | undefined> {
  try {
    const { parseAnswer } = await import("@/lib/intake/parse");
    const parsed = parseAnswer(field, value);
    return parsed.ok ? undefined : parsed.message;
  } catch {
    return undefined;
  }
}

/** A row or line that was begun; an empty one is only a place to type. */
const isFilled = (entry: unknown) =>
  typeof entry === "object" && entry !== null ? Object.keys(entry).length > 0 : entry !== "";

/** Saves one answer on top of a revision. Never throws. */
export async function saveAnswer(
  projectId: string,
  field: AnswerFieldId,
  typed: unknown,
  baseRevision: number,
): Promise<SaveOutcome> {
  const value = Array.isArray(typed) ? typed.filter(isFilled) : typed;
  const empty = value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
  const wrong = empty ? undefined : await courtesy(field, value);
  if (wrong) return { kind: "invalid", message: wrong };
  try {
    const response = await fetch(`/api/projects/${projectId}/answers/${field}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ value: empty ? null : value, baseRevision }),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const body = (await response.json()) as {
      revision: number;
      savedAt: string;
      value: unknown;
      current: Theirs;
      error: { message: string };
    };
    if (response.ok) return { kind: "saved", revision: body.revision, savedAt: body.savedAt, value: body.value };
    if (response.status === 409) return { kind: "conflict", theirs: body.current, message: body.error.message };
    if (response.status === 422) return { kind: "invalid", message: body.error.message };
    if (response.status === 401) return { kind: "signed-out" };
    if (response.status === 404 || response.status === 403) return { kind: "gone", message: body.error.message };
    return { kind: "unreachable" };
  } catch {
    return { kind: "unreachable" };
  }
}
