import type { DialOptions } from "../dial";

/** One log-in, as discrete fields: nothing of it is ever a connection string (quality bar 26). */
export interface ConnectOptions extends DialOptions {
  user: string;
  password: string;
  /** off: as the answer says. required: encrypted, the server is not verified. verified: against `ca` or the public authorities. */
  tls: "off" | "required" | "verified";
  ca?: string;
  /** The name that the certificate must hold; empty for an address. */
  servername: string;
  totalMs: number;
}
