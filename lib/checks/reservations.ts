import type { Judgement } from "./define-check";

/** One thing to say of what works all the same, and the answer that could be taken in its stead. */
export type Reservation = Pick<Judgement, "reasonCode" | "message" | "suggests">;

/** The warning that says all of them; the first one gives the reason. Undefined for none. */
export function warningOf(
  reservations: readonly Reservation[],
): Pick<Judgement, "verdict" | "reasonCode" | "message" | "suggests"> | undefined {
  const [first] = reservations;
  if (!first) return undefined;
  const suggests = reservations.find((one) => one.suggests)?.suggests;
  const message = reservations.map((one) => one.message).join(" ");
  return { verdict: "warn", reasonCode: first.reasonCode, message, ...(suggests ? { suggests } : {}) };
}
