import { Resolver } from "node:dns/promises";

import type { DnsAnswer, DnsProbe } from "./types";

const TRY_MS = 2_000;
const TRIES = 2;
const MOST_ALIASES = 8;

type Failure = Extract<DnsAnswer, { ok: false }>["code"];
const FAILURES: Readonly<Record<string, Failure>> = {
  ENOTFOUND: "nxdomain",
  ENODATA: "no-records",
  ETIMEOUT: "timeout",
  ETIMEDOUT: "timeout",
  ECANCELLED: "timeout",
};
const EXPLAINED: Record<Failure, string> = {
  nxdomain: "does not exist",
  "no-records": "exists, but has no address",
  timeout: "was not answered by the name server in time",
  error: "could not be looked up: the name server refused or failed",
};

/**
 * Looks names up at the name servers of this machine and dials nothing (net-dns). Answers come from the
 * servers themselves: neither the hosts file nor a search domain has a say.
 */
export function dnsProbe(options: { nameServers?: readonly string[]; signal: AbortSignal }): DnsProbe {
  const { nameServers, signal } = options;
  const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
  if (nameServers) resolver.setServers(nameServers);
  signal.addEventListener("abort", () => resolver.cancel(), { once: true });
  const once = new Map<string, Promise<DnsAnswer>>();

  async function aliases(name: string): Promise<string[]> {
    const found: string[] = [];
    for (let at: string | undefined = name; at && found.length < MOST_ALIASES; ) {
      const [next]: string[] = await resolver.resolveCname(at).catch(() => []);
      if (!next || found.includes(next)) break;
      found.push(next.toLowerCase());
      at = next;
    }
    return found;
  }

  async function look(name: string): Promise<DnsAnswer> {
    const [four, six] = await Promise.allSettled([
      resolver.resolve4(name, { ttl: true }),
      resolver.resolve6(name, { ttl: true }),
    ]);
    const records = [four, six].flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    if (records.length > 0)
      return {
        ok: true,
        addresses: records.map(({ address, ttl }) => ({ address, ttl })),
        aliases: await aliases(name),
      };
    const codes = [four, six].map((one) =>
      one.status === "rejected" ? String((one.reason as { code?: string }).code) : "ENODATA",
    );
    // One family without records says nothing while the other one failed for another reason.
    const code = codes.map((one) => FAILURES[one] ?? "error").find((one) => one !== "no-records") ?? "no-records";
    return { ok: false, code, message: `${name} ${EXPLAINED[code]}.` };
  }

  return {
    resolve(name) {
      const known = once.get(name) ?? look(name);
      once.set(name, known);
      return known;
    },
  };
}
