import { defineCheck } from "@/lib/checks/define-check";
import { dialAll, LICENSE_PORT, type Place, placesOf, RECORDER_PORT, SPEECH_PORT } from "@/lib/checks/dial-all";
import type { Answers } from "@/lib/intake/answers";

import { judgePlace, placeOfUrl } from "./places";

/** The other systems of the answers, as the terminal server must reach them (S53). */
export function externalPlaces(answers: Answers): Place[] {
  return [
    ...placeOfUrl("object storage", answers["os.endpoint"]),
    ...placeOfUrl("log target", answers["obs.logUrl"]),
    ...placeOfUrl("traces", answers["obs.otlp"]?.endpoint),
    ...placesOf("license server", [answers["lic.host"]], LICENSE_PORT),
    ...placesOf("recorder", answers["rec.hosts"] ?? [], RECORDER_PORT),
    ...placesOf("SR server", answers["sr.hosts"] ?? [], SPEECH_PORT),
    ...(answers["ts.extraTargets"] ?? []),
  ];
}

/** Terminal server reaches the other systems to be configured (S53): what the app sees of them settles nothing. */
export const tsNetExternal = defineCheck({
  id: "ts-net-external",
  needs: ["tcp"],
  run: ({ probes: { tcp }, answers }) => dialAll(tcp, externalPlaces(answers)),
  verdict: (seen) => seen.map(judgePlace),
});
