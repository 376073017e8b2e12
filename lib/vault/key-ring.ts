import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";

/** Why a secret could not be sealed or opened; fails closed, never falls back to plain text. */
export class VaultError extends Error {
  constructor(
    readonly code: "no-key" | "bad-key" | "unknown-key" | "tampered",
    message: string,
  ) {
    super(message);
    this.name = "VaultError";
  }
}

/** Key-encryption keys by id; `current` seals, all of them open. */
export interface KeyRing {
  current: string;
  keys: ReadonlyMap<string, Buffer>;
}

function decode(text: string): Buffer {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.from(text, "base64");
  if (bytes.length !== 32) {
    throw new VaultError(
      "bad-key",
      "A secrets key must be 32 bytes in base64 or hex. Check READINESS_KEY or the key file.",
    );
  }
  return bytes;
}

/** Short public name of a key, kept beside what it sealed. */
export function keyId(key: Buffer): string {
  return createHash("sha256").update("knovvu-readiness key id").update(key).digest("hex").slice(0, 12);
}

/** Builds the ring from the texts of its keys, newest first. */
export function keyRing(texts: readonly string[]): KeyRing {
  const keys = new Map<string, Buffer>();
  for (const text of texts) {
    const key = decode(text);
    keys.set(keyId(key), key);
  }
  const current = keys.keys().next().value;
  if (current === undefined) {
    throw new VaultError(
      "no-key",
      "There is no secrets key. Put back the key file of this installation, or set READINESS_KEY.",
    );
  }
  return { current, keys };
}

/** Reads the ring from READINESS_KEY (newest first, comma-separated) or else from the key file (a key a line). */
export function readKeyRing(source: { READINESS_KEY?: string; READINESS_KEY_FILE?: string }): KeyRing {
  if (source.READINESS_KEY)
    return keyRing(
      source.READINESS_KEY.split(",")
        .map((text) => text.trim())
        .filter(Boolean),
    );
  const file = source.READINESS_KEY_FILE;
  if (!file || !existsSync(file)) {
    throw new VaultError(
      "no-key",
      `There is no secrets key (${file ?? "READINESS_KEY is not set"}). Put back the key file of this installation, or set READINESS_KEY.`,
    );
  }
  return keyRing(readFileSync(file, "utf8").split(/\s+/).filter(Boolean));
}
