import ipaddr from "ipaddr.js";

import { isIp } from "./schemas/basics";

/** One spelling for each address, such as 2001:db8::1 for 2001:0DB8:0:0::1; a name in small letters. */
export function spelled(host: string): string {
  const bare = host
    .trim()
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  return isIp(bare) ? ipaddr.process(bare).toString() : bare.replace(/\.$/, "");
}

/** Whether an address is one of those, however each of them is written. */
export function holds(addresses: readonly string[], one: string): boolean {
  const sought = spelled(one);
  return addresses.some((address) => spelled(address) === sought);
}

/** Whether two lists have an address in common. */
export function share(some: readonly string[], others: readonly string[]): boolean {
  return some.some((one) => holds(others, one));
}
