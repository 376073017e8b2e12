import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { request } from "node:http";

import { settings } from "../../scripts/run/settings.mjs";
import type { Seed } from "../../test/tenants/seed";

/** Runs the seed beside a started application, on its own data. */
function beside(data: string, port: number, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "test/tenants/seed.ts", ...args],
    {
      env: settings({ ...process.env, READINESS_DATA: data, PORT: String(port), LOG_LEVEL: "silent" }),
      encoding: "utf8",
    },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Plants the tenants and people of the matrix. */
export function plantSeed(data: string, port: number): Seed {
  return JSON.parse(beside(data, port)) as Seed;
}

/** What a tenant holds now and what everybody may, as one text. */
export function stateNow(data: string, port: number, projectId: string): string {
  return beside(data, port, projectId);
}

export interface Answer {
  status: number;
  body: string;
  location: string;
  /** The cookies that it sets, as a later request sends them. */
  cookies: string;
}

/** One request with its path exactly as written; an event stream is read to its first event. */
export function ask(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { method = "GET", headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers: { host: `localhost:${port}`, ...headers } });
    sent.on("error", reject);
    sent.on("response", (response) => {
      let text = "";
      const { location = "", "set-cookie": set = [] } = response.headers;
      const cookies = set.map((one) => one.split(";")[0]).join("; ");
      const done = () => resolve({ status: response.statusCode ?? 0, body: text, location, cookies });
      const live = response.headers["content-type"]?.startsWith("text/event-stream");
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        if (!live || !text.includes("data:")) return;
        done();
        response.destroy();
      });
      response.on("end", done);
      response.on("error", () => undefined);
    });
    sent.end(body);
  });
}

interface Manifest {
  node: Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }>;
}

/** The built server actions: file#name with the id that calls it and the pages that it is called from. */
export function builtActions(): Map<string, { id: string; pages: string[] }> {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as Manifest;
  return new Map(
    Object.entries(manifest.node).map(([id, { filename, exportedName, workers }]) => [
      `${filename.replace(/^app\/actions\/|\.ts$/g, "")}#${exportedName}`,
      { id, pages: Object.keys(workers).map((page) => page.replace(/^app|\/page$/g, "") || "/") },
    ]),
  );
}

/** What a server action returned, out of the stream that carries it; undefined when none ran. */
export function resultOf(body: string): { ok: boolean; message?: string } | undefined {
  const line = body.split("\n").find((one) => /^\d+:\{"ok":/.test(one));
  if (!line) return undefined;
  return JSON.parse(line.slice(line.indexOf(":") + 1)) as { ok: boolean; message?: string };
}
