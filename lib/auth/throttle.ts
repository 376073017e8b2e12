import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

import { TooMany } from "@/lib/errors";

const MINUTES_15 = 900;
const byAccount = new RateLimiterMemory({
  keyPrefix: "account",
  points: 8,
  duration: MINUTES_15,
  blockDuration: MINUTES_15,
});
const byAddress = new RateLimiterMemory({
  keyPrefix: "address",
  points: 60,
  duration: MINUTES_15,
  blockDuration: MINUTES_15,
});

/** Runs that one person may start: a customer's systems are never hammered through us (quality bar 27). */
const runsByPerson = new RateLimiterMemory({ keyPrefix: "runs", points: 60, duration: 60 });
/** Runs of one project, however many people start them. */
const runsOfProject = new RateLimiterMemory({ keyPrefix: "project", points: 90, duration: 60 });

/** Forms with files that one person may send. */
const formsByPerson = new RateLimiterMemory({ keyPrefix: "forms", points: 60, duration: 60 });

async function spend(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (left) {
    throw new TooMany(left instanceof RateLimiterRes ? left.msBeforeNext / 1000 : MINUTES_15);
  }
}

/** Counts one try to guess a password or a link, for the account and for the address it comes from. */
export async function countTry(account: string, address: string): Promise<void> {
  await spend(byAddress, address);
  await spend(byAccount, account);
}

/** Counts one run that a person starts in a project; too many in a minute are refused with the time to wait. */
export async function countRun(userId: string, projectId: string): Promise<void> {
  await spend(runsByPerson, userId);
  await spend(runsOfProject, projectId);
}

/** Counts one form with files that a person sends. */
export async function countForm(userId: string): Promise<void> {
  await spend(formsByPerson, userId);
}

/** A right password ends the counting of its account. */
export async function forgetTries(account: string): Promise<void> {
  await byAccount.delete(account);
}
