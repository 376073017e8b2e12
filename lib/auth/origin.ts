import { env } from "@/lib/env";

/** Addresses under which people may use this installation. */
function ownOrigins(): string[] {
  const { PUBLIC_URL, PORT } = env();
  return PUBLIC_URL ? [new URL(PUBLIC_URL).origin] : [`http://localhost:${PORT}`, `http://127.0.0.1:${PORT}`];
}

/** True when a changing request comes from our own pages; browsers always send Origin with those. */
export function isOwnOrigin(origin: string | null): boolean {
  return origin !== null && ownOrigins().includes(origin);
}

/** Where people find this installation, for links in mails and texts that leave it; without a slash at the end. */
export function publicOrigin(): string {
  return ownOrigins()[0] ?? "";
}
