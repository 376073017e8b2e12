import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
/** A program inside node_modules. */
export const tool = (path) => join(ROOT, "node_modules", path);
