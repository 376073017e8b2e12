"use client";

import { useState, useTransition } from "react";

import { takeFound } from "@/app/actions/runs";
import { useTranslations } from "@/components/messages/provider";
import { useAnswerWords, useSay } from "@/components/messages/sentences";
import { Button } from "@/components/ui/button";
import { VerdictBadge } from "@/components/ui/verdict";
import type { Observation } from "@/lib/engine/types";
import { displayAnswer, field } from "@/lib/intake/sections";

const STEP_MARK = { done: "✓", failed: "✗", "could-not-tell": "?", "not-reached": "–" } as const;
/** From this many alike on they are one entry with its places. */
const ALIKE = 3;

function Ladder({ steps }: { steps: NonNullable<Observation["steps"]> }) {
  const t = useTranslations("board");
  return (
    <ol aria-label={t("steps")} className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {steps.map(({ name, state, detail }) => (
        <li key={name} className={state === "failed" ? "text-fail" : state === "done" ? "text-ink" : "text-ink-soft"}>
          <span aria-hidden="true">{STEP_MARK[state]}</span> {name}{" "}
          <span className="sr-only">{t(`step-${state}`)}</span>
          {detail && state === "done" && detail.length < 60 && <span className="text-ink-soft">({detail})</span>}
        </li>
      ))}
    </ol>
  );
}

function Places({ places }: { places: readonly string[] }) {
  const t = useTranslations("board");
  return (
    <details className="mt-1 text-sm">
      <summary className="text-ink-soft">{t("places", { count: places.length })}</summary>
      <ul className="mt-1 columns-1 gap-x-6 break-all font-mono text-xs sm:columns-2">
        {places.map((place) => (
          <li key={place}>{place}</li>
        ))}
      </ul>
    </details>
  );
}

function TakeFound({ observation, projectId }: { observation: Observation; projectId: string }) {
  const t = useTranslations("board");
  const say = useSay();
  const written = useAnswerWords();
  const words = useTranslations("words");
  const { suggests, requirementId } = observation;
  const [said, setSaid] = useState("");
  const [busy, start] = useTransition();
  if (!suggests) return null;
  const take = () =>
    start(async () => {
      const answer = await takeFound({ projectId, requirementId, field: suggests.field }).catch(() => ({
        ok: false as const,
        message: words("unreachable"),
      }));
      setSaid(answer.ok ? t("taken") : answer.message);
    });
  return (
    <p className="mt-2 flex flex-wrap items-center gap-2 text-sm">
      <span>
        {t.rich("was-found", {
          question: say(field(suggests.field).label),
          answer: displayAnswer(suggests.field, suggests.value, written).join(", "),
          b: (answer) => <strong key="answer">{answer}</strong>,
        })}
      </span>
      <Button onClick={take} disabled={busy}>
        {t("take-found")}
      </Button>
      <span role="status">{said}</span>
    </p>
  );
}

function Facts({ observation, places, projectId }: { observation: Observation; places: string[]; projectId: string }) {
  const t = useTranslations("board");
  const { target, verdict, message, expected, found, evidence, durationMs, steps } = observation;
  return (
    <li className="rounded-md border border-line px-3 py-2">
      <p className="flex flex-wrap items-center gap-2">
        <VerdictBadge verdict={verdict} />{" "}
        <span className="font-medium break-all">
          {places.length >= ALIKE ? t("targets", { count: places.length }) : target}
        </span>
      </p>
      <p className="mt-1 break-words">{message}</p>
      {steps && <Ladder steps={steps} />}
      {(expected || found) && (
        <dl className="mt-1 grid grid-cols-1 gap-x-6 text-sm sm:grid-cols-2">
          {expected && (
            <div>
              <dt className="text-ink-soft">{t("expected")}</dt>
              <dd className="break-words">{expected}</dd>
            </div>
          )}
          {found && (
            <div>
              <dt className="text-ink-soft">{t("found")}</dt>
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
          <summary className="text-ink-soft">{t("evidence", { duration: durationMs })}</summary>
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
  const t = useTranslations("board");
  const groups = new Map<string, Observation[]>();
  for (const one of observations) {
    const alike = [one.vantage, one.verdict, one.reasonCode, one.message.replaceAll(one.target, "…")].join(" ");
    groups.set(alike, [...(groups.get(alike) ?? []), one]);
  }
  const entries = [...groups.values()].flatMap((group) =>
    group.length >= ALIKE ? [group] : group.map((one) => [one]),
  );
  return (
    <ul className="mb-4 space-y-2" aria-label={t("observations")}>
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
