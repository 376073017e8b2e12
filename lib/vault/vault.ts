import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

import { type KeyRing, VaultError } from "./key-ring";

/** What a ciphertext belongs to: moved anywhere else, it does not open. */
export interface Binding {
  projectId: string;
  field: string;
  version: number;
}

const FORMAT = "kr1";
const NONCE = 12;
const TAG = 16;

function encrypt(key: Buffer, plain: Buffer, aad: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(aad));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, box: Buffer, aad: string): Buffer {
  if (box.length < NONCE + TAG) throw tampered();
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, box.subarray(0, NONCE));
    decipher.setAAD(Buffer.from(aad));
    decipher.setAuthTag(box.subarray(box.length - TAG));
    return Buffer.concat([decipher.update(box.subarray(NONCE, box.length - TAG)), decipher.final()]);
  } catch {
    throw tampered();
  }
}

function tampered(): VaultError {
  return new VaultError("tampered", "A stored secret does not open: it was changed or moved. Enter it again.");
}

const bound = ({ projectId, field, version }: Binding) => `${FORMAT}|${projectId}|${field}|${version}`;
const wrapAad = (id: string) => `${FORMAT}|wrap|${id}`;

/**
 * Seals a secret in an AES-256-GCM envelope: a random data key for the secret, wrapped by the ring's
 * current key; the additional data binds project, field and version.
 */
export function seal(plain: string, binding: Binding, ring: KeyRing): { sealed: string; keyId: string } {
  const kek = ring.keys.get(ring.current);
  if (!kek) throw new VaultError("no-key", "There is no secrets key.");
  const dataKey = randomBytes(32);
  const wrapped = encrypt(kek, dataKey, wrapAad(ring.current));
  const body = encrypt(dataKey, Buffer.from(plain, "utf8"), bound(binding));
  const sealed = [FORMAT, ring.current, wrapped.toString("base64url"), body.toString("base64url")].join(".");
  return { sealed, keyId: ring.current };
}

function parts(sealed: string): { id: string; wrapped: Buffer; body: string } {
  const [format, id, wrapped, body, ...rest] = sealed.split(".");
  if (format !== FORMAT || !id || !wrapped || !body || rest.length > 0) throw tampered();
  return { id, wrapped: Buffer.from(wrapped, "base64url"), body };
}

function unwrap(sealed: { id: string; wrapped: Buffer }, ring: KeyRing): Buffer {
  const kek = ring.keys.get(sealed.id);
  if (!kek)
    throw new VaultError(
      "unknown-key",
      `A stored secret was sealed with key ${sealed.id}, which is not in the key ring. Put that key back.`,
    );
  return decrypt(kek, sealed.wrapped, wrapAad(sealed.id));
}

/** Opens a sealed secret; throws VaultError for an unknown key, a changed byte, or another binding. */
export function open(sealed: string, binding: Binding, ring: KeyRing): string {
  const envelope = parts(sealed);
  return decrypt(unwrap(envelope, ring), Buffer.from(envelope.body, "base64url"), bound(binding)).toString("utf8");
}

/** Wraps the data key anew with the ring's current key; the ciphertext of the secret stays as it is. */
export function rewrap(sealed: string, ring: KeyRing): { sealed: string; keyId: string } {
  const envelope = parts(sealed);
  const kek = ring.keys.get(ring.current);
  if (!kek) throw new VaultError("no-key", "There is no secrets key.");
  const wrapped = encrypt(kek, unwrap(envelope, ring), wrapAad(ring.current));
  return {
    sealed: [FORMAT, ring.current, wrapped.toString("base64url"), envelope.body].join("."),
    keyId: ring.current,
  };
}
