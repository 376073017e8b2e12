import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

function filesUnder(folder: string, name: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path === name || path.endsWith(`/${name}`))
    .map((path) => join(folder, path));
}

const placeOf = (path: string) => path.replace(/^app/, "").replace(/\/(route|page)\.tsx?$/, "") || "/";

/** Every method of every route in the tree, such as `GET /api/health`. */
export function routesInTree(): string[] {
  return filesUnder("app", "route.ts")
    .flatMap((path) => {
      const text = readFileSync(path, "utf8");
      const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].filter((method) =>
        new RegExp(`export (const|async function|function) ${method}\\b|\\bas ${method}\\b`).test(text),
      );
      return methods.map((method) => `${method} ${placeOf(path)}`);
    })
    .sort();
}

/** Every page in the tree. */
export function pagesInTree(): string[] {
  return filesUnder("app", "page.tsx").map(placeOf).sort();
}

/** Every exported server action, as file#name. */
export function actionsInTree(): string[] {
  return readdirSync("app/actions")
    .flatMap((file) =>
      [
        ...readFileSync(join("app/actions", file), "utf8").matchAll(
          /^export (?:const|async function|function) (\w+)/gm,
        ),
      ].map(([, name]) => `${file.replace(/\.ts$/, "")}#${name}`),
    )
    .sort();
}

/** Every exported function of the data layer that takes an actor, as file#name. */
export function doorsInTree(): string[] {
  const signature = /^export (?:async )?function (\w+)(?:<[^>]*>)?\(([^{}]*?\bactor: Actor\b)/gm;
  return readdirSync("lib/data")
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) =>
      [...readFileSync(join("lib/data", file), "utf8").matchAll(signature)].map(
        ([, name]) => `${file.replace(/\.ts$/, "")}#${name}`,
      ),
    )
    .sort();
}
