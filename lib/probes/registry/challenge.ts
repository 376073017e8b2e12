/** One challenge of a `WWW-Authenticate` header. */
export interface Challenge {
  scheme: "basic" | "bearer";
  parameters: Record<string, string>;
}

const LONGEST = 4096;
const PART = /([A-Za-z][\w-]*)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))?\s*(?:,\s*|\s+|$)/y;

/** The challenges of a header, in order; unknown schemes are left out (RFC 9110, 11.6.1). */
export function parseChallenges(header: string | undefined): Challenge[] {
  const text = (header ?? "").slice(0, LONGEST).trim();
  const found: Challenge[] = [];
  let current: Challenge | undefined;
  PART.lastIndex = 0;
  for (let match = PART.exec(text); match; match = PART.exec(text)) {
    const [, name = "", quoted, plain] = match;
    if (quoted === undefined && plain === undefined) {
      const scheme = name.toLowerCase();
      current = scheme === "basic" || scheme === "bearer" ? { scheme, parameters: {} } : undefined;
      if (current) found.push(current);
    } else if (current) {
      current.parameters[name.toLowerCase()] = (quoted ?? plain ?? "").replace(/\\(.)/g, "$1");
    }
    if (PART.lastIndex >= text.length) break;
  }
  return found;
}
