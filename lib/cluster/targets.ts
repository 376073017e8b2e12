import { LICENSE_PORT, RECORDER_PORT, SPEECH_PORT } from "@/lib/checks/dial-all";
import type { Answers } from "@/lib/intake/answers";
import { isIp } from "@/lib/intake/schemas/basics";

/** How a pod speaks to a port: only as far as proves who answers (catalogue 1.7). */
export type Mode = "tcp" | "pg" | "tds" | "http" | "tls" | "name";

/** One thing that every worker has to reach, and the requirement that says so. */
export interface Target {
  check: string;
  host: string;
  port: number;
  mode: Mode;
}

/** Only such values ever stand in a manifest; the shell and YAML have nothing to read into them. */
const SAFE = /^[A-Za-z0-9._:-]{1,253}$/;

/** True for a value that may stand in the environment of a pod. */
export function isSafe(value: string): boolean {
  return SAFE.test(value);
}

function endpoint(url: string | undefined): { host: string; port: number; mode: Mode } | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  const plain = protocol === "http:";
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port || (plain ? 80 : 443)),
    mode: plain ? "http" : "tls",
  };
}

const LOGS: Partial<Record<string, string>> = {
  elasticsearch: "obs-log-elastic",
  opensearch: "obs-log-elastic",
  splunk: "obs-log-splunk",
};

/** What the workers have to reach by the answers; a value that is not safe in a manifest is left out. */
export function targetsOf(answers: Answers): Target[] {
  const list: Target[] = [];
  const add = (check: string, host: string | undefined, port: number | undefined, mode: Mode) => {
    if (host && port !== undefined && isSafe(host)) list.push({ check, host, port, mode });
  };
  for (const host of new Set([answers["lic.host"], answers["lic.ip"]]))
    add("net-license-port", host, LICENSE_PORT, "tcp");
  const greeting = answers["db.engine"] === "mssql" ? "tds" : "pg";
  if (answers["db.engine"])
    for (const host of new Set([answers["db.host"], answers["db.ip"]]))
      add("net-db-port", host, answers["db.port"], greeting);
  if (answers["rec.used"] === "yes")
    for (const host of answers["rec.hosts"] ?? []) add("net-recorder-port", host, RECORDER_PORT, "tcp");
  if (answers["sr.separate"] === "yes")
    for (const host of answers["sr.hosts"] ?? []) add("net-sr-port", host, SPEECH_PORT, "http");
  const store = answers["os.strategy"] === "existing-s3" ? endpoint(answers["os.endpoint"]) : undefined;
  add("os-endpoint", store?.host, store?.port, store?.mode ?? "tls");
  const logs = endpoint(answers["obs.logUrl"]);
  const logCheck = LOGS[answers["obs.logForward"] ?? ""];
  if (logCheck) add(logCheck, logs?.host, logs?.port, logs?.mode ?? "tls");
  const traces = answers["obs.tracing"] === "external-otlp" ? answers["obs.otlp"] : undefined;
  const collector = endpoint(traces?.endpoint);
  add(
    "obs-tracing",
    collector?.host,
    collector?.port,
    traces?.protocol === "grpc" ? "tcp" : (collector?.mode ?? "tls"),
  );
  for (const port of [80, 443]) add("net-ingress-controller", answers["net.ingressAddress"], port, "tcp");
  return list;
}

/** The names that the workers have to resolve; `hex` makes names that nobody has made up before. */
export function namesOf(answers: Answers, hex: string): Target[] {
  const list: Target[] = [];
  const add = (check: string, host: string | undefined) => {
    if (host && isSafe(host) && !isIp(host)) list.push({ check, host, port: 0, mode: "name" });
  };
  add("db-endpoint", answers["db.host"]);
  const base = answers["net.baseDomain"];
  if (base) {
    add("net-dns", base);
    add("net-dns", `rdy-${hex}a.${base}`);
    add("net-dns", `rdy-${hex}b.${base}`);
    add("net-dns", `rdy-${hex}.invalid`);
    add("net-dns", answers["net.ingressAddress"]);
  }
  return list;
}

/** The lines of the TARGETS variable: check, host, port and mode, separated by blanks. */
export function targetLines(targets: readonly Target[]): string {
  return targets.map(({ check, host, port, mode }) => `${check} ${host} ${port} ${mode}`).join("\n");
}

/** The name of our own that the ingress is asked for. */
export function redirectHost(baseDomain: string, hex: string): string {
  return `rdy-${hex}.${baseDomain}`;
}
