import { numberOf, of, type TerminalJudge, untold } from "./context";

const SLOW_MS = 500;
const MANY_LOST = 3;

/** Stable connection (S41; the numbers are proposed): 20 connections, one a second. */
export const tsNetStability: TerminalJudge = (context) =>
  of(context, "ts-net-stability").map((seen) => {
    const { target, detail } = seen;
    const sent = numberOf(detail.sent);
    const lost = numberOf(detail.lost);
    const p95 = numberOf(detail.p95);
    if (seen.state !== "seen" || sent === undefined || sent === 0 || lost === undefined || lost > sent)
      return untold(seen, `how steady the connection to ${target} is`);
    const base = {
      target,
      expected: `no loss, and 95 of 100 connections under ${SLOW_MS} ms`,
      found: `${lost} of ${sent} lost${p95 === undefined ? "" : `, 95 of 100 under ${p95} ms`}`,
      evidence: { sent, lost, p50: numberOf(detail.p50), p95 },
    };
    if (lost === sent)
      return {
        ...base,
        verdict: "could-not-tell",
        reasonCode: "timeout",
        message: `${target} is not reached at all, so that nothing can be said of how steady it is.`,
      };
    if (lost >= MANY_LOST)
      return {
        ...base,
        verdict: "fail",
        reasonCode: "timeout",
        message: `${lost} of ${sent} connections to ${target} were lost.`,
      };
    if (p95 === undefined) return untold(seen, `how fast the connection to ${target} is`);
    if (lost > 0)
      return {
        ...base,
        verdict: "warn",
        reasonCode: "timeout",
        message: `${lost} of ${sent} connections to ${target} were lost.`,
      };
    if (p95 >= SLOW_MS)
      return {
        ...base,
        verdict: "warn",
        reasonCode: "timeout",
        message: `Connections to ${target} are slow: 95 of 100 took up to ${p95} ms.`,
      };
    return {
      ...base,
      verdict: "pass",
      reasonCode: "ok",
      message: `All ${sent} connections to ${target} came about, 95 of 100 within ${p95} ms.`,
    };
  });
