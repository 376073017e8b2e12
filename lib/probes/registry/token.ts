import { z } from "zod";

import type { RegistryGrant } from "./types";

/** No token is longer than this; a longer answer is not one (quality bar 24). */
export const TOKEN_ANSWER_BYTES = 64 * 1024;

const Answer = z.object({
  token: z.string().min(1).optional(),
  access_token: z.string().min(1).optional(),
  expires_in: z.number().positive().optional(),
});
const Claims = z.object({
  exp: z.number().optional(),
  access: z
    .array(z.object({ type: z.string(), name: z.string(), actions: z.array(z.string()) }))
    .nullish()
    .transform((access) => access ?? []),
});

export interface Token {
  value: string;
  /** undefined: the token cannot be read. */
  granted?: RegistryGrant[];
  expiresAt?: string;
}

/** Reads a token service's answer; a JWT is decoded, not verified: its grants are hints, not proofs. */
export function readToken(text: string, now = Date.now()): Token | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  const answer = Answer.safeParse(body);
  const value = answer.data?.token ?? answer.data?.access_token;
  // What cannot stand in a header is no token.
  if (!value || !/^[\x21-\x7e]+$/.test(value)) return undefined;
  const claims = Claims.safeParse(payload(value));
  const seconds = claims.data?.exp ?? (answer.data?.expires_in ? now / 1000 + answer.data.expires_in : undefined);
  return {
    value,
    ...(claims.success ? { granted: claims.data.access } : {}),
    ...(seconds ? { expiresAt: new Date(seconds * 1000).toISOString() } : {}),
  };
}

function payload(token: string): unknown {
  const part = token.split(".")[1];
  if (!part) return undefined;
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
