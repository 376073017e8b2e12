"use client";

import { useState, useTransition } from "react";

import { takeFound } from "@/app/actions/runs";
import { Button } from "@/components/ui/button";
import { VerdictBadge } from "@/components/ui/verdict";
import type { Observation } from "@/lib/engine/types";
import { displayAnswer, field } from "@/lib/intake/sections";

const STEP_MARK = { done: "✓", failed: "✗", "could-not-tell": "?", "not-reached": "–" } as const;
const STEP_WORD = {
  done: "done",
  failed: "failed",
  "could-not-tell": "could not tell",
  "not-reached": "not reached",
} as const;
/** From this many alike on they are one entry with its places. */
const ALIKE = 3;

function Ladder({ steps }: { steps: NonNullable<Observation["steps"]> }) {
  return (
    <ol aria-label="Steps" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {steps.map(({ name, state, detail }) => (
        <li key={name} className={state === "failed" ? "text-fail" : state === "done" ? "text-ink" : "text-ink-soft"}>
          <span aria-hidden="true">{STEP_MARK[state]}</span> {name} <span className="sr-only">{STEP_WORD[state]}</span>
          {detail && state === "done" && detail.length < 60 && <span className="text-ink-soft">({detail})</span>}
        </li>
      ))}
    </ol>
  );
}

function Places({ places }: { places: readonly string[] }) {
  return (
    <details className="mt-1 text-sm">
      <summary className="text-ink-soft">{places.length === 1 ? "1 place" : `${places.length} places`}</summary>
      <ul className="mt-1 columns-1 gap-x-6 break-all font-mono text-xs sm:columns-2">
        {places.map((place) => (
          <li key={place}>{place}</li>
        ))}
      </ul>
    </details>
  );
}

function TakeFound({ observation, projectId }: { observation: Observation; projectId: string }) {
  const { suggests, requirementId } = observation;
  const [said, setSaid] = useState("");
  const [busy, start] = useTransition();
  if (!suggests) return null;
  const take = () =>
    start(async () => {
      const answer = await takeFound({ projectId, requirementId, field: suggests.field }).catch(() => ({
        ok: false as const,
        message: "The server could not be reached. Try again.",
      }));
      setSaid(answer.ok ? "Taken over. Run the check again." : answer.message);
    });
  return (
    <p className="mt-2 flex flex-wrap items-center gap-2 text-sm">
      <span>
        {field(suggests.field).label}: <strong>{displayAnswer(suggests.field, suggests.value).join(", ")}</strong> was
        found.
      </span>
      <Button onClick={take} disabled={busy}>
        Take what was found
      </Button>
      <span role="status">{said}</span>
    </p>
  );
}

function Facts({ observation, places, projectId }: { observation: Observation; places: string[]; projectId: string }) {
  const { target, verdict, message, expected, found, evidence, durationMs, steps } = observation;
  return (
    <li className="rounded-md border border-line px-3 py-2">
      <p className="flex flex-wrap items-center gap-2">
        <VerdictBadge verdict={verdict} />{" "}
        <span className="font-medium break-all">{places.length >= ALIKE ? `${places.length} targets` : target}</span>
      </p>
      <p className="mt-1 break-words">{message}</p>
      {steps && <Ladder steps={steps} />}
      {(expected || found) && (
        <dl className="mt-1 grid grid-cols-1 gap-x-6 text-sm sm:grid-cols-2">
          {expected && (
            <div>
              <dt className="text-ink-soft">Expected</dt>
              <dd className="break-words">{expected}</dd>
            </div>
          )}
          {found && (
            <div>
              <dt className="text-ink-soft">Found</dt>
              <dd className="break-words">{found}</dd>
            </div>
          )}
        </dl>
      )}
      <TakeFound observation={observation} projectId={projectId} />
      {(places.length >= ALIKE || (observation.places?.length ?? 0) > 0) && (
        <Places places={observation.places ?? places} />
      )}
      {Object.keys(evidence).length > 0 && (
        <details className="mt-1 text-sm">
          <summary className="text-ink-soft">Evidence, {durationMs} ms</summary>
          <pre
            tabIndex={0}
            className="mt-1 max-h-64 overflow-auto rounded bg-sunk p-2 font-mono text-xs whitespace-pre-wrap break-all"
          >
            {JSON.stringify(evidence, null, 2)}
          </pre>
        </details>
      )}
    </li>
  );
}

/** Everything that was seen; the same finding on many targets is one entry with its places. */
export function Observations({ observations, projectId }: { observations: readonly Observation[]; projectId: string }) {
  const groups = new Map<string, Observation[]>();
  for (const one of observations) {
    const alike = [one.vantage, one.verdict, one.reasonCode, one.message.replaceAll(one.target, "…")].join(" ");
    groups.set(alike, [...(groups.get(alike) ?? []), one]);
  }
  const entries = [...groups.values()].flatMap((group) =>
    group.length >= ALIKE ? [group] : group.map((one) => [one]),
  );
  return (
    <ul className="mb-4 space-y-2" aria-label="Observations">
      {entries.map((group) => {
        const [first] = group;
        if (!first) return null;
        const places = group.map(({ target }) => target);
        return (
          <Facts key={`${first.vantage} ${first.target}`} observation={first} places={places} projectId={projectId} />
        );
      })}
    </ul>
  );
}
