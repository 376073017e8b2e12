import ipaddr from "ipaddr.js";

/** Set by our own server from the connection, over whatever a caller sent under this name. */
export const ADDRESS_HEADER = "x-readiness-caller";

/**
 * The address of the caller: the connection's own, or what the trusted proxies in front added. Each of
 * them adds one entry at the end of X-Forwarded-For; entries before those are the caller's own words.
 */
export function callerOf(peer: string, forwardedFor: string | undefined, hops: number): string {
  const chain = [...(forwardedFor ?? "").split(",").map((one) => one.trim()), peer].filter(Boolean);
  const claimed = chain[Math.max(0, chain.length - 1 - hops)] ?? peer;
  return ipaddr.isValid(claimed) ? ipaddr.process(claimed).toString() : peer;
}

/** The network that tries are counted by: an IPv4 address, or the /64 of an IPv6 one. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}
