import type { Kind } from "@/lib/notify/kinds";

const KEY = {
  "row.red": "kind-row-red",
  "row.green": "kind-row-green",
  assigned: "kind-assigned",
  mentioned: "kind-mentioned",
  "certificate.issued": "kind-certificate-issued",
  "certificate.void": "kind-certificate-void",
  "credential.expiring": "kind-credential-expiring",
} as const;

/** Key of a kind's plain name in the messages of notifications. */
export const kindKey = (kind: Kind): (typeof KEY)[Kind] => KEY[kind];
