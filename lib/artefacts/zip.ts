import { strToU8, zipSync } from "fflate";

import type { GeneratedFile } from "./manifest";

const EXECUTABLE = 0o100755 << 16;
const PLAIN = 0o100644 << 16;
const UNIX = 3;
/** Zip stores no earlier day; a fixed one makes equal answers equal bytes. */
const FIXED_DAY = new Date("1980-01-01T00:00:00");

/** All files as one zip; scripts keep their right to run. */
export function zipArtefacts(files: readonly GeneratedFile[]): Uint8Array {
  const entries = files.map(
    ({ path, text }) =>
      [
        path,
        [strToU8(text), { os: UNIX, attrs: path.endsWith(".sh") ? EXECUTABLE : PLAIN, mtime: FIXED_DAY }],
      ] as const,
  );
  return zipSync(Object.fromEntries(entries) as Parameters<typeof zipSync>[0]);
}
