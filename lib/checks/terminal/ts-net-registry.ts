import { connectionTrouble } from "@/lib/checks/connection-trouble";
import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import type { Answers } from "@/lib/intake/answers";
import { hostOf, placeOf, type RegistryPlace, splitHost } from "@/lib/intake/registry-place";
import type { RegistryGreeting } from "@/lib/probes/registry/types";

/** Where the customer's registry is spoken to: its host, and those of the prefixes, each once. */
export function registryPlaces(answers: Answers): RegistryPlace[] {
  const host = answers["reg.host"];
  if (!host) return [];
  const places = [splitHost(host), placeOf(answers["reg.pullPrefix"], host), placeOf(answers["reg.pushPrefix"], host)];
  return [...new Map(places.map((place) => [hostOf(place), { ...place, path: "" }])).values()];
}

/** Terminal server reaches the customer's registry (S54, S166), as the app sees it. */
export const tsNetRegistry = defineCheck({
  id: "ts-net-registry",
  needs: ["registry"],
  async run({ probes: { registry }, answers }): Promise<{ target: string; greeting: RegistryGreeting }[]> {
    return Promise.all(
      registryPlaces(answers).map(async (place) => ({ target: hostOf(place), greeting: await registry.greet(place) })),
    );
  },
  verdict: (seen) =>
    seen.map(({ target, greeting }): Judgement => {
      const expected = "/v2/ answers 200 or 401";
      if (!greeting.ok) return connectionTrouble(greeting, { target, expected });
      const { status } = greeting;
      const found = `HTTP ${status}`;
      return status === 200 || status === 401
        ? {
            target,
            expected,
            found,
            verdict: "pass",
            reasonCode: "ok",
            message: `The registry at ${target} answers.`,
          }
        : {
            target,
            expected,
            found,
            verdict: "could-not-tell",
            reasonCode: "unsupported",
            message: `${target} answers /v2/ with ${status}, which a proxy on the way may have said.`,
          };
    }),
});
