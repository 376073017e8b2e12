import { z } from "zod";

import type { SecretFieldId, Secrets } from "../answers";

const kept = (max: number) =>
  z.string({ error: "Enter a value." }).min(1, "Enter a value.").max(max, `Use at most ${max} characters.`);
/** Goes into a header, so it is one line of plain characters. */
const line = (max: number) =>
  kept(max)
    .refine((value) => value.trim() !== "", "Enter a value.")
    .refine((value) => /^[\t\x20-\x7e\xa0-\xff]*$/.test(value.trim()), "Enter one line without special characters.");
const NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const HEADER = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+):\s*(.+)$/;

/** Headers that belong to the connection or to the format, not to whoever asks. */
const OWN_HEADERS =
  /^(host|connection|content-(length|type|encoding)|transfer-encoding|te|upgrade|keep-alive|expect)$/i;

const headers = z.preprocess(
  (value) => {
    if (typeof value !== "string") return value;
    const lines = value.split(/\r?\n/).filter((line) => line.trim());
    const pairs = lines.map((line) => HEADER.exec(line.trim()));
    return pairs.every((pair) => pair !== null)
      ? Object.fromEntries(pairs.map((pair) => [pair?.[1], pair?.[2]]))
      : undefined;
  },
  z
    .record(z.string().regex(NAME, "Enter one header a line, as Name: value."), line(4096), {
      error: "Enter one header a line, as Name: value.",
    })
    .superRefine((value, context) => {
      const own = Object.keys(value).find((name) => OWN_HEADERS.test(name));
      if (own)
        context.addIssue({ code: "custom", message: `Leave the header ${own} out. It is set with every request.` });
    }),
);

/** The schema of every secret but the kubeconfig, which has its own reader. White space is part of a password. */
export const secretSchemas = {
  "reg.password": kept(16_384),
  "reg.aws": z.strictObject(
    { region: kept(32), accessKeyId: kept(128), secretAccessKey: kept(256) },
    { error: "Enter region, key id and secret key." },
  ),
  "reg.vendorPassword": kept(16_384),
  "db.password": kept(1024),
  "os.secretKey": kept(1024),
  "obs.logSecret": kept(4096).refine(
    (value) => !/[^\P{Cc}\t]/u.test(value.trim()),
    "Enter one line: user:password, an API key or a token.",
  ),
  "obs.otlpHeaders": headers,
} satisfies Record<Exclude<SecretFieldId, "k8s.kubeconfig">, z.ZodType>;

/** Answers that say where a secret belongs: a change of one clears the secret, so that it never goes elsewhere. */
export const SECRET_BELONGS_TO = {
  "k8s.kubeconfig": [],
  "reg.password": ["reg.host", "reg.username", "reg.type"],
  "reg.aws": ["reg.host", "reg.type"],
  "reg.vendorPassword": ["reg.vendorUser"],
  "db.password": ["db.host", "db.ip", "db.port", "db.username", "db.engine"],
  "os.secretKey": ["os.endpoint", "os.accessKey"],
  "obs.logSecret": ["obs.logUrl", "obs.logForward"],
  "obs.otlpHeaders": ["obs.otlp"],
} as const satisfies Record<SecretFieldId, readonly string[]>;

/** Reads one secret; the message never repeats the value. */
export function parseSecret<Id extends keyof typeof secretSchemas>(
  id: Id,
  raw: unknown,
): { ok: true; value: NonNullable<Secrets[Id]> } | { ok: false; message: string } {
  const parsed = secretSchemas[id].safeParse(raw);
  if (parsed.success) return { ok: true, value: parsed.data as NonNullable<Secrets[Id]> };
  return { ok: false, message: parsed.error.issues[0]?.message ?? "Enter a value." };
}
