import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";

import { keyRing, readKeyRing } from "./key-ring";
import { open, rewrap, seal } from "./vault";

const key = () => randomBytes(32).toString("base64");
const binding = { projectId: "p1", field: "reg.password", version: 3 };

test("a sealed secret opens again for the same project, field and version", () => {
  const ring = keyRing([key()]);
  const { sealed } = seal("pä$$ wörd\n", binding, ring);
  expect(sealed).not.toContain("rd");
  expect(open(sealed, binding, ring)).toBe("pä$$ wörd\n");
});

test("bar 45: a secret moved to another project, field or version does not open", () => {
  const ring = keyRing([key()]);
  const { sealed } = seal("secret", binding, ring);
  for (const other of [{ projectId: "p2" }, { field: "db.password" }, { version: 4 }]) {
    expect(() => open(sealed, { ...binding, ...other }, ring)).toThrow("changed or moved");
  }
});

test("bar 45: one flipped bit anywhere in the envelope fails closed", () => {
  const ring = keyRing([key()]);
  const { sealed } = seal("secret", binding, ring);
  const [format = "", id = "", ...boxes] = sealed.split(".");
  boxes.forEach((box, index) => {
    const bytes = Buffer.from(box, "base64url");
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      const other = boxes.map((old, i) => (i === index ? changed.toString("base64url") : old));
      expect(() => open([format, id, ...other].join("."), binding, ring)).toThrow();
    }
  });
});

test("bar 47: without a key, or with another one, nothing opens and the message says what to do", () => {
  const ring = keyRing([key()]);
  const { sealed } = seal("secret", binding, ring);
  expect(() => open(sealed, binding, keyRing([key()]))).toThrow("Put that key back");
  expect(() => readKeyRing({ READINESS_KEY_FILE: "/nowhere/key" })).toThrow("Put back the key file");
  expect(() => keyRing(["short"])).toThrow("32 bytes");
});

test("rotation wraps the data key anew, and the old key is no longer needed", () => {
  const [older, newer] = [key(), key()];
  const { sealed } = seal("secret", binding, keyRing([older]));
  const again = rewrap(sealed, keyRing([newer, older]));
  expect(open(again.sealed, binding, keyRing([newer]))).toBe("secret");
});
