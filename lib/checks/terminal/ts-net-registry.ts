import { connectionTrouble } from "@/lib/checks/connection-trouble";
import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import { hostOf, placeOf, splitHost } from "@/lib/intake/registry-place";
import type { RegistryGreeting } from "@/lib/probes/registry/types";

/** Terminal server reaches the customer's registry (S54, S166), as the app sees it. */
export const tsNetRegistry = defineCheck({
  id: "ts-net-registry",
  needs: ["registry"],
  async run({ probes: { registry }, answers }): Promise<{ target: string; greeting: RegistryGreeting }[]> {
    const host = answers["reg.host"] ?? "";
    const places = new Map(
      [splitHost(host), placeOf(answers["reg.pullPrefix"], host), placeOf(answers["reg.pushPrefix"], host)].map(
        (place) => [hostOf(place), place] as const,
      ),
    );
    return Promise.all([...places].map(async ([target, place]) => ({ target, greeting: await registry.greet(place) })));
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
            message: `This application reaches the registry at ${target}.`,
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
