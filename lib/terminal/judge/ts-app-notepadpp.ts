import { appBase, appFound, appMissing } from "./apps";
import { of, seesHalf, type TerminalJudge } from "./context";

/** Notepad++ (S33). */
export const tsAppNotepadpp: TerminalJudge = (context) => {
  const [seen] = of(context, "ts-app-notepadpp");
  if (!seen) return [];
  if (seen.state !== "found") return [appMissing(seen, context)];
  if (seen.detail.entry === "" && !seesHalf(context))
    return [
      {
        ...appBase(seen),
        verdict: "warn",
        reasonCode: "unsupported",
        message: `A portable copy of Notepad++ lies at ${seen.detail.path}; it is not installed.`,
      },
    ];
  return [appFound(seen)];
};
