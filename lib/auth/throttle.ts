import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

import { TooMany } from "@/lib/errors";

import { networkOf } from "./caller-network";

const MINUTE = 60;
const MINUTES_15 = 900;
/** However many networks guess together, one account is tried this often (quality bar 37). */
const byAccount = new RateLimiterMemory({ keyPrefix: "account", points: 8, duration: MINUTE });
const byAccountThere = new RateLimiterMemory({
  keyPrefix: "account-there",
  points: 8,
  duration: MINUTES_15,
  blockDuration: MINUTES_15,
});
const byNetwork = new RateLimiterMemory({
  keyPrefix: "network",
  points: 60,
  duration: MINUTES_15,
  blockDuration: MINUTES_15,
});

/** Runs that one person may start: a customer's systems are never hammered through us (quality bar 27). */
const runsByPerson = new RateLimiterMemory({ keyPrefix: "runs", points: 60, duration: MINUTE });
/** Runs of one project, however many people start them. */
const runsOfProject = new RateLimiterMemory({ keyPrefix: "project", points: 90, duration: MINUTE });

const MOST_REMEMBERED = 20_000;
/** Account and network of right passwords: strangers elsewhere cannot hold these up. Oldest first. */
const proven = new Set<string>();

/** Forms with files that one person may send. */
const formsByPerson = new RateLimiterMemory({ keyPrefix: "forms", points: 60, duration: MINUTE });

async function spend(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (left) {
    throw new TooMany(left instanceof RateLimiterRes ? left.msBeforeNext / 1000 : MINUTES_15);
  }
}

/** Counts one try to guess a password or a link: for the network it comes from, and for the account. */
export async function countTry(account: string, address: string): Promise<void> {
  const network = networkOf(address);
  const there = `${account} ${network}`;
  await spend(byNetwork, network);
  await spend(byAccountThere, there);
  if (!proven.has(there)) await spend(byAccount, account);
}

/** A right password ends the counting of its account, and is no guess of its network. */
export async function forgetTries(account: string, address: string): Promise<void> {
  const network = networkOf(address);
  const there = `${account} ${network}`;
  await Promise.all([byAccount.delete(account), byAccountThere.delete(there), byNetwork.reward(network)]);
  proven.delete(there);
  proven.add(there);
  const [oldest] = proven;
  if (proven.size > MOST_REMEMBERED && oldest) proven.delete(oldest);
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
