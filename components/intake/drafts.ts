/** What a person typed and the server has not taken yet, kept on this device. Never secrets. */
export interface Draft {
  value: unknown;
  baseRevision: number;
}

const key = (projectId: string, field: string) => `readiness:draft:${projectId}:${field}`;

export function keepDraft(projectId: string, field: string, draft: Draft): void {
  try {
    localStorage.setItem(key(projectId, field), JSON.stringify(draft));
  } catch {
    // A full or forbidden store keeps nothing; the page itself still does.
  }
}

export function readDraft(projectId: string, field: string): Draft | undefined {
  try {
    const text = localStorage.getItem(key(projectId, field));
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined;
  }
}

export function forgetDraft(projectId: string, field: string): void {
  try {
    localStorage.removeItem(key(projectId, field));
  } catch {
    // Nothing was kept.
  }
}
