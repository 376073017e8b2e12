import { appBase, appFound } from "./apps";
import { of, type TerminalJudge, untold } from "./context";

/** Postman (S34): it installs for each account by itself. */
export const tsAppPostman: TerminalJudge = (context) => {
  const [seen] = of(context, "ts-app-postman");
  if (!seen) return [];
  if (seen.state === "found") return [appFound(seen)];
  const { user } = context.head;
  if (seen.state === "other-account")
    return [
      {
        ...appBase(seen),
        verdict: "warn",
        reasonCode: "unsupported",
        message: `Postman is installed for another account only (${seen.detail.path}), not for ${user}.`,
      },
    ];
  if (seen.state === "missing")
    return [
      {
        ...appBase(seen),
        verdict: "fail",
        reasonCode: "not-found",
        message: `Postman is not installed for ${user}. Where the machine has no internet, another client may be agreed and attested.`,
      },
    ];
  return [untold(seen, "whether Postman is installed")];
};
