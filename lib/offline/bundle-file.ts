import "server-only";

import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { ReadableError } from "@/lib/errors";

/** Name of the command as one file. */
export const BUNDLE_NAME = "readiness.cjs";
const PLACE = ".next/readiness.cjs";

/** The `readiness` command as one file, as the build laid it beside the server. */
export async function bundleFile(): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(join(process.cwd(), PLACE)));
  } catch {
    throw new ReadableError(
      "The file was not built with this installation. Its operator makes it with: npm run bundle",
      503,
      "not-built",
    );
  }
}
