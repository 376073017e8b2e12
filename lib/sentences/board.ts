import type { Board, BoardRow, Observation } from "@/lib/engine/types";
import type { LiveEvent } from "@/lib/live/events";

import type { Say } from "./translate";

/** Says the properties of these names, where they are there. */
function saying<Thing extends object>(say: Say, thing: Thing, names: readonly (keyof Thing)[]): Thing {
  const said = Object.fromEntries(
    names.flatMap((name) => (typeof thing[name] === "string" ? [[name, say(thing[name] as string)]] : [])),
  );
  return { ...thing, ...said };
}

function observationIn(say: Say, seen: Observation): Observation {
  // A target of one word is a name: of a namespace, a host, a bucket.
  const named = !seen.target.includes(" ");
  const said = saying(say, seen, ["message", "expected", "found", ...(named ? [] : (["target"] as const))]);
  return seen.steps ? { ...said, steps: seen.steps.map((step) => saying(say, step, ["name", "detail"])) } : said;
}

/** A row of the board in the reader's language; evidence, names of things and people's own words stay as they are. */
export function rowIn(say: Say, row: BoardRow): BoardRow {
  const { remedy, attestable, attestation, notApplicable, stale, observations } = row;
  return {
    ...saying(say, row, ["statement", "why", "message", "consent"]),
    observations: observations.map((one) => observationIn(say, one)),
    ...(remedy ? { remedy: saying(say, remedy, ["summary"]) } : {}),
    ...(attestable ? { attestable: saying(say, attestable, ["statement"]) } : {}),
    ...(attestation ? { attestation: saying(say, attestation, ["statement"]) } : {}),
    ...(notApplicable ? { notApplicable: saying(say, notApplicable, ["because"]) } : {}),
    ...(stale ? { stale: saying(say, stale, ["because"]) } : {}),
  };
}

/** The whole board in the reader's language. */
export function boardIn(say: Say, board: Board): Board {
  return { ...board, rows: board.rows.map((row) => rowIn(say, row)) };
}

/** What a stream tells, in the reader's language. */
export function eventIn(say: Say, event: LiveEvent): LiveEvent {
  return event.type === "board"
    ? { ...event, board: boardIn(say, event.board) }
    : { ...event, rows: event.rows.map((row) => rowIn(say, row)) };
}
