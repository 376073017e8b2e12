import { member } from "./way-there";

/** `logs-*-*` against a name, without building a pattern from what a peer sent. */
export function matches(pattern: string, name: string): boolean {
  const parts = pattern.split("*");
  if (parts.length === 1) return pattern === name;
  const [first = "", ...rest] = parts;
  const last = rest.pop() ?? "";
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let from = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found < 0 || found + part.length > name.length - last.length) return false;
    from = found + part.length;
  }
  return true;
}

/**
 * True when the composable template that would be used for this name makes a data stream: of those that
 * match, the one of the highest priority counts (obs-log-elastic).
 */
export function templateFor(body: unknown, name: string): boolean {
  const listed = member(body, "index_templates");
  if (!Array.isArray(listed)) return false;
  const fitting = listed.flatMap((one: unknown) => {
    const template = member(one, "index_template");
    const patterns = [member(template, "index_patterns")].flat();
    const priority = member(template, "priority");
    if (!patterns.some((pattern) => typeof pattern === "string" && matches(pattern, name))) return [];
    return [
      { priority: typeof priority === "number" ? priority : 0, streams: member(template, "data_stream") !== undefined },
    ];
  });
  const highest = Math.max(...fitting.map(({ priority }) => priority));
  return fitting.find(({ priority }) => priority === highest)?.streams ?? false;
}
