/** English sentences with places such as {0}, and what another language says in their stead. */
export type Dictionary = Readonly<Record<string, string>>;
/** Says an English sentence in the language of the dictionary; what it does not hold comes back as it is. */
export type Say = (english: string) => string;

interface Pattern {
  match: RegExp;
  /** Numbers of the places, in the order in which the English sentence has them. */
  places: string[];
  said: string;
  /** Letters that are not a place: the sentence with more of them says more. */
  weight: number;
  /** Has so few words of its own that it would fit what was never meant: its places take single words. */
  weak: boolean;
}

const PLACE = /\{(\d+)\}/g;
const PLACES = /\{\d+\}/;
const BEGINNING = 4;
const WEAK = 4;
const MOST_REMEMBERED = 5_000;
/** A longer text is nobody's sentence. */
const LONGEST = 2_000;
const NAMED = /^([,;] |[^\s]*[.[\]:/_-][^\s]* )([\s\S]+)$/;
const SENTENCES = /[.!?] \p{Lu}/u;
/** How pieces are joined where a check lists several things in one sentence. */
const JOINTS = ["; ", ", ", " "] as const;

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function patternOf(english: string, said: string): Pattern {
  const literals = english.split(PLACE).filter((_part, at) => at % 2 === 0);
  return {
    match: new RegExp(`^${literals.map(literally).join("([\\s\\S]*?)")}$`),
    places: [...english.matchAll(PLACE)].map((found) => found[1] ?? ""),
    said,
    weight: literals.join("").length,
    weak: PLACES.test(english.slice(0, 3)) && literals.join("").replace(/[^\p{L}]/gu, "").length < WEAK,
  };
}

/** Patterns by their first letters, so that only a few are tried; those that begin with a place stand under "". */
function byBeginning(patterns: readonly [string, Pattern][]): Map<string, Pattern[]> {
  const found = new Map<string, Pattern[]>();
  for (const [english, pattern] of patterns) {
    const first = english.split(PLACE)[0] ?? "";
    const beginning = first.length < BEGINNING ? "" : first.slice(0, BEGINNING);
    found.set(beginning, [...(found.get(beginning) ?? []), pattern]);
  }
  for (const list of found.values()) list.sort((a, b) => b.weight - a.weight);
  return found;
}

/** "A. B." as its first sentence and the rest, at every place where a sentence could end. */
function* splits(text: string, joint: string): Generator<[string, string]> {
  for (let at = text.indexOf(joint); at > 0; at = text.indexOf(joint, at + 1))
    yield [text.slice(0, at), text.slice(at + joint.length)];
}

/**
 * Rooms that know no web server write English sentences; this says them in another language (docs/decisions/010).
 * A sentence is looked up as it is, then as a pattern whose places are said themselves, then piece by piece.
 */
export function speaker(dictionary: Dictionary): Say {
  // A piece that is glued on begins with its space; inside a sentence it is met without.
  const entries = Object.entries(dictionary).flatMap(([english, said]): [string, string][] =>
    english === english.trim()
      ? [[english, said]]
      : [
          [english, said],
          [english.trim(), said.trim()],
        ],
  );
  const exact = new Map(entries.filter(([english]) => !PLACES.test(english)));
  const patterns = byBeginning(
    entries.filter(([english]) => PLACES.test(english)).map(([english, said]) => [english, patternOf(english, said)]),
  );
  const remembered = new Map<string, string | undefined>();

  /** By a pattern; a strict one takes no value that holds the end of a sentence and the begin of the next. */
  function filled(text: string, strict: boolean): string | undefined {
    for (const pattern of [...(patterns.get(text.slice(0, BEGINNING)) ?? []), ...(patterns.get("") ?? [])]) {
      const found = pattern.match.exec(text);
      if (!found || (strict && found.slice(1).some((value) => SENTENCES.test(value)))) continue;
      if (pattern.weak && found.slice(1).some((value) => value.includes(" "))) continue;
      const listed = text.split("; ");
      if (listed.length > 1 && listed.every((one) => pattern.match.test(one))) return listed.map(say).join("; ");
      const values = new Map(pattern.places.map((place, at) => [place, found[at + 1] ?? ""]));
      return pattern.said.replace(PLACE, (_all, place: string) => say(values.get(place) ?? ""));
    }
    return undefined;
  }

  /** A sentence that is known, and whatever follows it. */
  function inPieces(text: string, joints: readonly string[], whole: boolean): string | undefined {
    for (const joint of joints) {
      for (const [first, rest] of splits(text, joint)) {
        if (joint === " " && !/[.!?:]$/.test(first)) continue;
        const said = known(first);
        const after = said === undefined ? undefined : known(rest);
        if (said !== undefined && (after !== undefined || !whole)) return `${said}${joint}${after ?? rest}`;
      }
    }
    return undefined;
  }

  function look(text: string): string | undefined {
    return (
      exact.get(text) ??
      filled(text, true) ??
      inPieces(text, [" "], true) ??
      filled(text, false) ??
      inPieces(text, JOINTS, false) ??
      behindAName(text)
    );
  }

  /** A name, a comma, and what is said of it, as in "users[0].user.exec starts a program." */
  function behindAName(text: string): string | undefined {
    const found = NAMED.exec(text);
    const said = found?.[2] === undefined ? undefined : known(found[2]);
    return said === undefined ? undefined : `${found?.[1]}${said}`;
  }

  /** What the dictionary makes of a text; undefined when it holds nothing of it. */
  function known(text: string): string | undefined {
    if (remembered.has(text)) return remembered.get(text);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    const said = text.length > LONGEST ? undefined : look(text);
    remembered.set(text, said);
    return said;
  }

  const say = (text: string): string => known(text) ?? text;
  return say;
}
