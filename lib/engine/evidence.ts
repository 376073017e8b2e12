import type { Secrets } from "@/lib/intake/answers";

const MASK = "[secret]";
const SHORTEST = 4;
const DEEPEST = 4;
const MOST_ITEMS = 50;

function* values(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) yield* values(one);
}

/** The parts of the stored secrets that are secret: never names, servers or summaries. */
function secretTexts(secrets: Secrets): string[] {
  const { "k8s.kubeconfig": kubeconfig, "reg.aws": aws, ...others } = secrets;
  const credential = kubeconfig?.config.credential;
  const texts = [...values(others)];
  if (aws) texts.push(aws.secretAccessKey);
  if (credential?.kind === "token") texts.push(credential.token);
  if (credential?.kind === "client-certificate") texts.push(credential.key);
  return texts;
}

/**
 * Removes a project's secrets from anything that will be stored or shown: as they are, URL-encoded,
 * base64 and base64url (catalogue 1.2; quality bars on leaks).
 */
export function scrubber(secrets: Secrets): <Value>(value: Value) => Value {
  const needles = new Set<string>();
  for (const text of secretTexts(secrets)) {
    if (text.length < SHORTEST) continue;
    const bytes = Buffer.from(text, "utf8");
    for (const form of [
      text,
      encodeURIComponent(text),
      JSON.stringify(text).slice(1, -1),
      bytes.toString("base64").replace(/=+$/, ""),
      bytes.toString("base64url"),
    ])
      needles.add(form);
  }
  const sorted = [...needles].sort((a, b) => b.length - a.length);
  const clean = (text: string) => sorted.reduce((result, needle) => result.replaceAll(needle, MASK), text);
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return clean(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [clean(key), walk(one)]));
    return value;
  };
  return <Value>(value: Value) => walk(value) as Value;
}

/** Cuts evidence to what is worth keeping: depth, number of items and length of texts are bounded. */
export function capped(value: unknown, chars: number, depth = 0): unknown {
  if (typeof value === "string") return value.length > chars ? `${value.slice(0, chars)}…` : value;
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEEPEST) return "…";
  if (Array.isArray(value)) {
    const kept: unknown[] = value.slice(0, MOST_ITEMS).map((one) => capped(one, chars, depth + 1));
    return value.length > MOST_ITEMS ? [...kept, `… and ${value.length - MOST_ITEMS} more`] : kept;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .slice(0, MOST_ITEMS)
      .map(([key, one]) => [key, capped(one, chars, depth + 1)]),
  );
}
