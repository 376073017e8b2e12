import { judgeConnection } from "./connection";
import { of, type TerminalJudge } from "./context";

/** Terminal server reaches other systems (S53): a refusal is a warning, a lost way a fail. */
export const tsNetExternal: TerminalJudge = (context) =>
  of(context, "ts-net-external").map((seen) =>
    judgeConnection(seen, { expected: "the system answers", refused: "warn" }),
  );
