import { connectionSteps, connectionTrouble } from "@/lib/checks/connection-trouble";
import { defineCheck, type Judgement, type Step } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";
import type { Answers } from "@/lib/intake/answers";

import { kept, type Trouble, troubleOf } from "./answer-trouble";
import { type Attempt, bestOf, DEFAULT_REGION, findWayIn, isOpen, type WayIn } from "./way-in";

const ADDRESSING = { path: "path style", virtual: "virtual-hosted" } as const;

/** The S3 endpoint answers to the given keys and addressing (S175). */
export const osEndpoint = defineCheck({
  id: "os-endpoint",
  needs: ["objectStore"],
  async run({ answers, probes }) {
    const ways: WayIn[] = [];
    for (const bucket of answers["os.buckets"] ?? []) {
      const way = await findWayIn(probes.objectStore, answers, bucket);
      ways.push(way);
      // An endpoint that cannot be reached is one finding, not one for each bucket.
      if (way.attempts.every(({ head }) => !head.ok)) break;
    }
    return ways;
  },
  verdict(ways, { answers }) {
    return ways.map((way) => judge(way, answers));
  },
});

function judge(way: WayIn, answers: Answers): Judgement {
  const endpoint = answers["os.endpoint"] ?? "";
  const { bucket, attempts } = way;
  const stated = answers["os.addressing"] ?? "auto";
  const wanted = stated === "virtual" ? "virtual" : "path";
  const asStated = attempts.find(({ addressing }) => addressing === wanted) ?? attempts[0];
  const best = bestOf(way, answers);
  const shown = best ?? asStated;
  const target = new URL(endpoint).host;
  if (!shown)
    return { target, verdict: "could-not-tell", reasonCode: "answer-missing", message: "No bucket is named yet." };
  const trouble = best ? undefined : troubleOf(shown, { bucket, key: answers["os.accessKey"] ?? "" });
  const steps = ladder(shown, endpoint, trouble);
  const expected = `an answer to signed requests for ${bucket}, ${ADDRESSING[wanted]}`;
  const evidence = { bucket, addressing: shown.addressing, region: shown.region, attempts: attempts.map(keptOf) };
  if (!shown.head.ok) return connectionTrouble(shown.head, { target, expected, steps, evidence });
  const about = { target: `${target} ${bucket}`, expected, steps, evidence };
  if (best) return { ...about, ...standing(way, best, answers) };
  const { at: _at, ...judged } = trouble ?? troubleOf(shown, { bucket, key: "" });
  return { ...about, ...judged };
}

/** What is said of an endpoint that takes the keys: each reservation makes it a warning. */
function standing(way: WayIn, best: Attempt, answers: Answers): Omit<Judgement, "target"> {
  const { bucket, virtualOmitted } = way;
  const stated = answers["os.addressing"] ?? "auto";
  const wanted = stated === "virtual" ? "virtual" : "path";
  const reservations: Reservation[] = [];
  if (best.addressing !== wanted) {
    const why = wanted === "virtual" && virtualOmitted ? ` ${virtualOmitted}` : "";
    reservations.push({
      reasonCode: "answer-mismatch",
      message: `Only ${ADDRESSING[best.addressing]} addressing works.${why} Tell SESTEK, so that the products use it.`,
      suggests: { field: "os.addressing", value: best.addressing },
    });
  }
  if (best.corrected) {
    const { region } = best;
    reservations.push({
      reasonCode: "answer-mismatch",
      message: `The bucket is in ${region}, not in ${answers["os.region"] ?? DEFAULT_REGION}. Correct the region.`,
      suggests: { field: "os.region", value: region },
    });
  }
  if (answers["os.endpoint"]?.startsWith("http:"))
    reservations.push({
      reasonCode: "unsupported",
      message: "The endpoint speaks plain http, so files and recordings travel unencrypted. Use https.",
    });
  if (!isOpen(best))
    reservations.push({
      reasonCode: "forbidden",
      message: `The keys are accepted, but they may not list ${bucket}. What they may do in it is a row of its own.`,
    });
  const found = `signed requests are answered, ${ADDRESSING[best.addressing]}, region ${best.region}`;
  const warning = warningOf(reservations);
  if (warning) return { ...warning, found };
  const message = `The endpoint takes the keys and shows ${bucket}, ${ADDRESSING[best.addressing]}.`;
  return { verdict: "pass", reasonCode: "ok", found, message };
}

function ladder(attempt: Attempt, endpoint: string, trouble?: Trouble): Step[] {
  const { head, addressing } = attempt;
  const connection = connectionSteps(head, { tls: endpoint.startsWith("https:") });
  const sign = (state: Step["state"], detail?: string): Step => ({
    name: "sign",
    state,
    ...(detail ? { detail } : {}),
  });
  const show = (state: Step["state"], detail?: string): Step => ({
    name: `bucket, ${ADDRESSING[addressing]}`,
    state,
    ...(detail ? { detail } : {}),
  });
  if (!head.ok) return [...connection, sign("not-reached"), show("not-reached")];
  if (!trouble)
    return [
      ...connection,
      sign("done"),
      isOpen(attempt) ? show("done") : show("could-not-tell", "The keys may not list it."),
    ];
  const state = trouble.verdict === "fail" ? "failed" : "could-not-tell";
  return trouble.at === "bucket"
    ? [...connection, sign("done"), show(state, trouble.found)]
    : [...connection, sign(state, trouble.found), show("not-reached")];
}

function keptOf(attempt: Attempt): Record<string, unknown> {
  const { addressing, region, head, location } = attempt;
  return { addressing, region, head: kept(head), ...(location ? { location: kept(location) } : {}) };
}
