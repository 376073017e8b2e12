import "server-only";

import { createHash } from "node:crypto";

import { Invalid } from "@/lib/errors";

const LARGEST_FILE = 10 * 1024 * 1024;
const LONGEST_NAME = 120;
const PDF = [0x25, 0x50, 0x44, 0x46];
const PNG = [0x89, 0x50, 0x4e, 0x47];
const KINDS: readonly { type: string; extensions: RegExp; magic?: readonly number[] }[] = [
  { type: "application/pdf", extensions: /\.pdf$/i, magic: PDF },
  { type: "image/png", extensions: /\.png$/i, magic: PNG },
  { type: "text/plain", extensions: /\.(txt|log)$/i },
  { type: "text/csv", extensions: /\.csv$/i },
];
/** What a program, a page or a picture with script begins with. */
const NOT_PLAIN = /^\s*(#!|<!doctype\s+html|<\?xml|<html|<svg|<script)/i;

/** A file as it was handed in. */
export interface GivenFile {
  name: string;
  bytes: Uint8Array;
}

/** A file as it is kept. */
export interface EvidenceFile {
  name: string;
  type: string;
  size: number;
  sha256: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The last part of a path, of letters, digits and plain signs only, so that it shows as what it is. */
function harmless(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const plain = last.normalize("NFC").replaceAll(/[^\p{L}\p{N}_.() -]/gu, "_");
  return plain.slice(-LONGEST_NAME);
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  return !NOT_PLAIN.test(new TextDecoder().decode(bytes.subarray(0, 512)));
}

/**
 * An evidence file to keep: PDF, PNG, TXT or CSV by content and name together, at most 10 MiB, under a
 * harmless name (catalogue 1.9). Anything else throws Invalid with what to do.
 */
export function readEvidence({ name, bytes }: GivenFile): EvidenceFile {
  if (bytes.length > LARGEST_FILE) throw new Invalid("The file is larger than 10 MiB.", "file");
  if (bytes.length === 0) throw new Invalid("The file is empty.", "file");
  const kind = KINDS.find(({ extensions }) => extensions.test(name));
  const fits = kind?.magic ? kind.magic.every((byte, at) => bytes[at] === byte) : isText(bytes);
  if (!kind || !fits) throw new Invalid("Attach a PDF, PNG, TXT or CSV file whose content is of that kind.", "file");
  return {
    name: harmless(name),
    type: kind.type,
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    bytes: new Uint8Array(bytes),
  };
}
