import { hash, verify } from "@node-rs/argon2";

import { Invalid } from "@/lib/errors";

const SHORTEST = 12;
const LONGEST = 200;
/** argon2id with the parameters of the OWASP password storage guidance (19 MiB, 2 passes). */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
let decoy: Promise<string> | undefined;

/** Hashes a new password; refuses short ones and those that are the person's own address. */
export async function hashPassword(password: string, email: string): Promise<string> {
  if (password.length < SHORTEST)
    throw new Invalid(`Use at least ${SHORTEST} characters. Several words are easy to remember.`, "password");
  if (password.length > LONGEST) throw new Invalid(`Use at most ${LONGEST} characters.`, "password");
  if (password.toLowerCase() === email)
    throw new Invalid("Choose a password that is not your e-mail address.", "password");
  return hash(password, ARGON2ID);
}

/** Verifies a password; takes as long for a person who does not exist. */
export async function verifyPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  decoy ??= hash("nobody has this password", ARGON2ID);
  const matches = await verify(stored ?? (await decoy), password.slice(0, LONGEST));
  return matches && stored !== null && stored !== undefined;
}
