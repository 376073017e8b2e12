import { lookup as systemLookup } from "node:dns/promises";
import { isIP } from "node:net";

import { classify, embeddedIpv4, inNetworks } from "./addresses";

/** What may be dialled in one run. Private networks are closed unless somebody opened them. */
export interface EgressOptions {
  /** The command's default: its user runs it on his own network. */
  allowPrivate: boolean;
  /** Networks that the operator or the project opened. */
  allowCidrs: readonly string[];
  denyCidrs: readonly string[];
  /** Hosts besides a registry's own that may be given its credentials for a token. */
  tokenHosts?: readonly string[];
  /** Tests and local trials only. */
  allowLoopback: boolean;
  /** Where our own servers listen: never dialled. */
  ownAddresses: readonly { address: string; port: number }[];
  /** Practice hosts and the exact loopback port of their peer; nothing else is opened by them. */
  pinned?: Readonly<Record<string, { address: string; port: number }>>;
  /** Name servers of the look-ups of net-dns, in place of the machine's own. */
  nameServers?: readonly string[];
  /** Replaces the system's resolver in tests. */
  resolver?: (host: string) => Promise<string[]>;
}

/** A host that may be dialled: only these addresses were tested, so only these are used. */
export type GuardedTarget =
  | { ok: true; addresses: string[]; port: number; refused: string[] }
  | { ok: false; code: "blocked-by-policy" | "dns" | "timeout"; message: string; addressesTried: string[] };

const DENIED_NAMES = /^(localhost|.*\.localhost|metadata\.google\.internal|.*\.svc|.*\.cluster\.local)$/;
/** Ports of services that a readiness check never needs and a port scanner would like. */
const DENIED_PORTS = new Set([22, 25, 53, 111, 135, 139, 445, 2375, 2379, 3389, 6379, 10250, 11211]);
const RESOLVE_MS = 5_000;

function blocked(message: string, addressesTried: string[] = []): GuardedTarget {
  return { ok: false, code: "blocked-by-policy", message, addressesTried };
}

function bare(host: string): string {
  return host
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
}

/** Why the address may not be dialled, as a full sentence with the way out; undefined when it may. */
function refusal(address: string, port: number, options: EgressOptions): string | undefined {
  const plain = embeddedIpv4(address) ?? address;
  if (
    options.ownAddresses.some(
      (own) =>
        own.port === port && (own.address === plain || own.address === "0.0.0.0") && classify(plain) === "loopback",
    )
  ) {
    return `${address}:${port} is this application itself. Enter the customer's system.`;
  }
  if (inNetworks(plain, options.denyCidrs)) {
    return `${address} is in a network that the operator of this application has closed. Check it from the terminal server or with a probe in the cluster.`;
  }
  const kind = classify(plain);
  if (kind === "denied")
    return `${address} is a link-local, metadata, multicast or reserved address, which is never contacted.`;
  if (kind === "loopback") {
    return options.allowLoopback
      ? undefined
      : `${address} is this server's own loopback address. Enter the address that other machines use.`;
  }
  if (kind === "private" && !options.allowPrivate && !inNetworks(plain, options.allowCidrs)) {
    return `${address} is in a private network that is not opened for this project. An engineer or project manager can allow that network on the project page, or the check can run from the terminal server.`;
  }
  return undefined;
}

async function resolve(host: string, options: EgressOptions): Promise<string[]> {
  if (options.resolver) return options.resolver(host);
  const answers = await systemLookup(host, { all: true, verbatim: true });
  return answers.map((answer) => answer.address);
}

/**
 * Resolves once, tests every address, and returns the tested ones: the caller dials exactly these.
 * Covers decimal, octal and hexadecimal address forms, IPv4 inside IPv6, and names that change
 * between two look-ups (catalogue 1.4; quality bars 11 to 13).
 */
export async function guard(host: string, port: number, options: EgressOptions): Promise<GuardedTarget> {
  const name = bare(host);
  const pinned = options.pinned?.[`${name}:${port}`];
  if (pinned) return { ok: true, addresses: [pinned.address], port: pinned.port, refused: [] };
  if (!name || /[\s/@?#\\]/.test(name))
    return blocked(`"${host}" is not a host name. Enter the name or address alone.`);
  if (DENIED_PORTS.has(port)) return blocked(`Port ${port} belongs to a service that is never contacted by a check.`);
  if (isIP(name)) {
    const why = refusal(name, port, options);
    return why ? blocked(why, [name]) : { ok: true, addresses: [name], port, refused: [] };
  }
  if (/^(0x[\da-f]*|\d+)(\.(0x[\da-f]*|\d+))*$/i.test(name)) {
    return blocked(`"${host}" is an unusual way to write an address. Enter it as four numbers, such as 10.1.2.3.`);
  }
  if (DENIED_NAMES.test(name)) {
    if (!(options.allowLoopback && /localhost$/.test(name))) {
      return blocked(
        `The name ${name} means something inside one machine or cluster only. Enter the name that other machines use.`,
      );
    }
  }
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error("late"), { code: "ETIMEOUT" })), RESOLVE_MS);
    });
    const found = [...new Set(await Promise.race([resolve(name, options), late]))];
    const verdicts = found.map((address) => ({ address, why: refusal(address, port, options) }));
    const fine = verdicts.filter((one) => !one.why).map((one) => one.address);
    const refused = verdicts.filter((one) => one.why).map((one) => one.address);
    if (fine.length > 0) return { ok: true, addresses: fine, port, refused };
    if (found.length === 0) return unresolved(name);
    return blocked(`${name} leads to ${found.join(", ")}. ${verdicts[0]?.why ?? ""}`, found);
  } catch (error) {
    if ((error as { code?: string }).code === "ETIMEOUT") {
      return {
        ok: false,
        code: "timeout",
        message: `The name server did not answer for ${name} within ${RESOLVE_MS / 1000} s.`,
        addressesTried: [],
      };
    }
    return unresolved(name);
  } finally {
    clearTimeout(timer);
  }
}

function unresolved(name: string): GuardedTarget {
  const message = `The name ${name} is not known from here. Check the spelling, or enter an address; it may exist only inside the customer's network.`;
  return { ok: false, code: "dns", message, addressesTried: [] };
}
