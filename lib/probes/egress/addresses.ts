import { BlockList, isIP } from "node:net";

/** What an address is to the guard (catalogue 1.4). */
export type AddressClass = "denied" | "loopback" | "private" | "public";

function list(cidrs: readonly string[]): BlockList {
  const blocks = new BlockList();
  for (const cidr of cidrs) addCidr(blocks, cidr);
  return blocks;
}

function addCidr(blocks: BlockList, cidr: string): void {
  const [address = "", bits] = cidr.split("/");
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  blocks.addSubnet(address, bits === undefined ? (family === "ipv6" ? 128 : 32) : Number(bits), family);
}

const LOOPBACK = list(["127.0.0.0/8", "::1/128"]);
const DENIED = list([
  ...[
    "0.0.0.0/8",
    "169.254.0.0/16",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "100.100.100.200/32",
    "168.63.129.16/32",
    "192.0.0.0/24",
  ],
  ...["::/128", "fe80::/10", "fec0::/10", "ff00::/8", "fd00:ec2::254/128"],
]);
const PRIVATE = list(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"]);

/** True when `cidr` is a network that can be allowed or denied, such as `10.2.0.0/16`. */
export function isCidr(cidr: string): boolean {
  const [address = "", bits, ...rest] = cidr.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32);
}

/** True when the address lies in one of the networks; unreadable networks match nothing. */
export function inNetworks(address: string, cidrs: readonly string[]): boolean {
  if (cidrs.length === 0) return false;
  return list(cidrs.filter(isCidr)).check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

function groups(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const text = dotted
    ? `${dotted[1]}${((Number(dotted[2]) << 8) | Number(dotted[3])).toString(16)}:${((Number(dotted[4]) << 8) | Number(dotted[5])).toString(16)}`
    : address;
  const [head = "", tail] = text.replace(/%.*$/, "").split("::");
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const middle = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...middle, ...right].map((group) => Number.parseInt(group || "0", 16));
}

/** The IPv4 address inside a mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96) or 6to4 (2002::/16) one. */
export function embeddedIpv4(address: string): string | undefined {
  if (isIP(address) !== 6) return undefined;
  const g = groups(address);
  const at = (high = 0, low = 0) => `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  const zeros = (from: number, to: number) => g.slice(from, to).every((group) => group === 0);
  if (zeros(0, 5) && g[5] === 0xffff) return at(g[6], g[7]);
  if (zeros(0, 6) && (g[6] !== 0 || (g[7] ?? 0) > 1)) return at(g[6], g[7]);
  if (g[0] === 0x64 && g[1] === 0xff9b && zeros(2, 6)) return at(g[6], g[7]);
  if (g[0] === 0x2002) return at(g[1], g[2]);
  return undefined;
}

/** Classes an IP literal; wrapped IPv4 addresses are judged by what they wrap. */
export function classify(address: string): AddressClass {
  const inner = embeddedIpv4(address);
  if (inner) return classify(inner);
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (LOOPBACK.check(address, family)) return "loopback";
  if (DENIED.check(address, family)) return "denied";
  if (PRIVATE.check(address, family)) return "private";
  return "public";
}
