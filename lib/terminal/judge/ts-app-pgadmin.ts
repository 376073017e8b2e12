import { appBase, appFound, appMissing } from "./apps";
import { of, type TerminalJudge } from "./context";

/** pgAdmin 4 (S36). */
export const tsAppPgadmin: TerminalJudge = (context) => {
  const [seen] = of(context, "ts-app-pgadmin");
  if (!seen) return [];
  if (seen.state === "found") return [appFound(seen)];
  if (seen.state === "old")
    return [
      {
        ...appBase(seen),
        verdict: "warn",
        reasonCode: "version-low",
        message: `Only pgAdmin III was found (${seen.detail.path}); pgAdmin 4 is asked for.`,
      },
    ];
  return [appMissing(seen, context)];
};
