import ipaddr from "ipaddr.js";
import { z } from "zod";

import { parseQuantity } from "../quantity";
import { parseVersion } from "../version";

/** Building blocks of the intake's schemas (catalogue section 2, common rules). Messages say what to do. */
const LABEL = /^[a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?$/;
const CONTROL = /[^\P{Cc}\t\n\r]/u;

export const text = (max: number, min = 1) =>
  z
    .string({ error: "Enter text." })
    .trim()
    .min(min, min > 1 ? `Enter at least ${min} characters.` : "Enter a value.")
    .max(max, `Use at most ${max} characters.`)
    .refine((value) => !CONTROL.test(value), "Remove the control characters.");

export function isIp(value: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(value) || ipaddr.IPv6.isValid(value.replace(/^\[|\]$/g, ""));
}

/** Lower-cased and punycoded RFC 1123 name or an IP literal; undefined when it is neither. */
export function normalHost(value: string): string | undefined {
  const typed = value.trim().replace(/\.$/, "");
  const bare = typed.replace(/^\[|\]$/g, "");
  if (isIp(bare)) return bare.toLowerCase();
  if (!typed || /[\s/:@?#\\%]/.test(typed) || typed.length > 253) return undefined;
  let ascii: string;
  try {
    ascii = new URL(`http://${typed}`).hostname;
  } catch {
    return undefined;
  }
  // A name such as 0x7f.1 is an address in disguise: the URL parser resolves it, and we refuse it.
  if (isIp(ascii) || ascii.length > 253) return undefined;
  return ascii.split(".").every((label) => LABEL.test(label)) ? ascii : undefined;
}

export const host = z.string({ error: "Enter a name or address." }).transform((value, context) => {
  const normal = normalHost(value);
  if (normal !== undefined) return normal;
  const message = /^[a-z]+:\/\//i.test(value.trim())
    ? "Enter the name or address only, without https://."
    : "Enter a host name such as server.corp.example, or an IP address.";
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

export const port = z.coerce
  .number({ error: "Enter a port number." })
  .int("Enter a whole number.")
  .min(1, "Ports start at 1.")
  .max(65_535, "Ports end at 65535.");

export const hostAndPort = z.string({ error: "Enter an address." }).transform((value, context) => {
  const typed = value.trim().replace(/\/+$/, "");
  const match = isIp(typed) ? [typed, typed] : /^(.*?)(?::(\d{1,5}))?$/.exec(typed);
  const name = normalHost(match?.[1] ?? "");
  const number = match?.[2] === undefined ? undefined : Number(match[2]);
  if (name === undefined || (number !== undefined && (number < 1 || number > 65_535))) {
    context.addIssue({
      code: "custom",
      message: "Enter a host, and a port when it is not 443, such as registry.corp.example:8443. No https://, no path.",
    });
    return z.NEVER;
  }
  // An IPv6 address keeps its brackets, or its last part would read as a port.
  const host = name.includes(":") ? `[${name}]` : name;
  return number === undefined ? host : `${host}:${number}`;
});

export const namespaceName = z
  .string({ error: "Enter a name." })
  .trim()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    "Use lower-case letters, digits and hyphens, at most 63, such as knovvu-common.",
  );

export const subdomainName = z
  .string({ error: "Enter a name." })
  .trim()
  .regex(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/, "Use lower-case letters, digits, dots and hyphens.");

export const quantity = z
  .string({ error: "Enter a quantity." })
  .trim()
  .refine((value) => (parseQuantity(value) ?? -1n) >= 0n, "Enter a Kubernetes quantity such as 500m, 6Gi or 2.");

export const version = z
  .string({ error: "Enter a version." })
  .trim()
  .max(60, "Use at most 60 characters.")
  .refine((value) => parseVersion(value) !== undefined, "Enter a version such as 1.29.10.");

export const tri = z.preprocess(
  (value) => (value === true ? "yes" : value === false ? "no" : value),
  z.enum(["yes", "no", "unknown"], { error: "Answer yes, no or unknown." }),
);
export const yesNo = z.preprocess(
  (value) => (value === true ? "yes" : value === false ? "no" : value),
  z.enum(["yes", "no"], { error: "Answer yes or no." }),
);

export const date = z
  .string({ error: "Enter a date such as 2027-01-11." })
  .trim()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "Enter a date such as 2027-01-11.")
  .refine((value) => {
    const read = new Date(`${value}T00:00:00Z`);
    return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(value);
  }, "That day is not in the calendar.");

const BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
export const pem = z
  .string({ error: "Paste the certificate as text." })
  .trim()
  .max(65_536, "Use at most 64 KiB.")
  .superRefine((value, context) => {
    if (/PRIVATE KEY/.test(value))
      return context.addIssue({
        code: "custom",
        message: "This holds a private key. Remove it, and give the certificates only.",
      });
    const blocks = value.match(BLOCK) ?? [];
    const rest = value.replace(BLOCK, "").trim();
    if (blocks.length < 1 || blocks.length > 10 || /-----/.test(rest)) {
      context.addIssue({
        code: "custom",
        message: "Paste 1 to 10 certificates, each from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.",
      });
    }
  });

/** Scheme and host as typed; a URL parser would repair, decode and calculate, and so dial something else. */
const TYPED = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]+)[^\\]*$/i;

/** An address with scheme; no user name, no query. What is stored is what was typed, or it is refused. */
export const url = (options: { path: boolean; http: boolean }) =>
  z.string({ error: "Enter an address." }).transform((value, context) => {
    const refuse = (message: string) => {
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    const typed = value.trim();
    if (/[\s\p{Cc}\p{Cf}]/u.test(typed)) return refuse("Remove the spaces and line ends from the address.");
    const authority = TYPED.exec(typed)?.[1];
    let read: URL;
    try {
      read = new URL(authority === undefined ? "" : typed);
    } catch {
      return refuse("Enter an address such as https://s3.corp.example.");
    }
    if (read.protocol !== "https:" && !(options.http && read.protocol === "http:"))
      return refuse("Start the address with https://.");
    if (read.username || read.password) return refuse("Leave user name and password out of the address.");
    if (read.search || read.hash) return refuse("Leave everything behind ? or # out of the address.");
    if (read.port === "0") return refuse("Ports go from 1 to 65535; 0 is none.");
    const host = normalHost((authority ?? "").replace(/:\d*$/, ""));
    if (host === undefined) return refuse("The host in this address is not a valid name.");
    if (/\/\.{1,2}(\/|$)/.test(typed)) return refuse("Leave the dots out of the path of the address.");
    if (read.hostname.endsWith(".")) read.hostname = host;
    if (!options.path && read.pathname !== "/") return refuse("Leave the path out of the address.");
    return options.path ? read.href.replace(/\/$/, "") : read.origin;
  });

export const sha256 = z
  .string({ error: "Enter a checksum." })
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, "A SHA-256 has 64 digits of 0-9 and a-f.");

/** A list whose bare single value may be given without brackets. */
export const list = <Item extends z.ZodType>(item: Item, max: number) =>
  z.preprocess(
    (value) =>
      typeof value === "string" || (typeof value === "object" && value !== null && !Array.isArray(value))
        ? [value]
        : value,
    z.array(item, { error: "Enter a list." }).max(max, `Use at most ${max} entries.`),
  );

/** A text file: its own name, and its content. */
export const file = (maxChars: number) =>
  z.preprocess(
    (value) => (typeof value === "string" ? { name: "text", text: value } : value),
    z.strictObject(
      { name: text(255), text: z.string().max(maxChars, "The file is too long.") },
      { error: "Choose a text file." },
    ),
  );

/** An optional text: an empty one counts as left out. */
export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());
export const count = z.coerce
  .number({ error: "Enter a number." })
  .int("Enter a whole number.")
  .min(0, "Enter a number that is not negative.")
  .max(1_000_000, "That is too many.");
