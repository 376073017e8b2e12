import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { checks } from "@/lib/checks/registry";
import { scrubber } from "@/lib/engine/evidence";
import { execute } from "@/lib/engine/execute";
import { plan } from "@/lib/engine/plan";
import type { Observation, RunScope } from "@/lib/engine/types";
import type { SecretFieldId } from "@/lib/intake/answers";
import { readAnswersFile } from "@/lib/intake/answers-file";
import { buildProbes } from "@/lib/probes/build";
import { CATALOGUE_VERSION, catalogue } from "@/lib/requirements/catalogue";
import type { Policy } from "@/lib/requirements/policy";
import type { Facts } from "@/lib/requirements/types";

import { BadInput, type Command } from "./arguments";
import { type Result, result } from "./result";

export interface Settings {
  policy: Policy;
  allowLoopback: boolean;
  allowCidrs: readonly string[];
  denyCidrs: readonly string[];
  tokenHosts: readonly string[];
  env: Record<string, string | undefined>;
}

/** Reads the answers file of a command; BadInput lists every key with its line. */
export async function answersOf(path: string, settings: Pick<Settings, "env">) {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    throw new BadInput(`${path} cannot be read. Give the path of an answers file.`);
  }
  const folder = dirname(resolve(path));
  const read = await readAnswersFile(text, { env: settings.env, readFile: (name) => readFile(resolve(folder, name)) });
  if (read.ok) return read;
  throw new BadInput(
    read.problems.map(({ key, line, message }) => `${path}${line ? `:${line}` : ""}: ${key}: ${message}`).join("\n"),
  );
}

/** The local day, `YYYY-MM-DD`. */
export function today(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Facts of an answers file; a refused kubeconfig counts as given, so that its refusal is judged. */
export function factsOf(read: Awaited<ReturnType<typeof answersOf>>, policy: Policy): Facts {
  const secretsSet = new Set(Object.keys(read.secrets) as SecretFieldId[]);
  if (read.kubeconfig) secretsSet.add("k8s.kubeconfig");
  return { answers: read.answers, secretsSet, policy, today: today() };
}

/** `readiness check`: the app's engine on an answers file, from this machine. */
export async function check(
  command: Extract<Command, { name: "check" }>,
  settings: Settings,
  progress: (line: string) => void,
): Promise<Result> {
  const read = await answersOf(command.answers, settings);
  const { runMs } = settings.policy.limits;
  const policy = { ...settings.policy, limits: { ...settings.policy.limits, runMs: command.timeoutMs ?? runMs } };
  const facts = factsOf(read, policy);
  const scope: RunScope =
    command.only.length > 0
      ? { kind: "only", ids: command.only }
      : command.group
        ? { kind: "group", group: command.group }
        : { kind: "all" };
  const rows = plan({ catalogue, checks, facts, scope });
  const startedAt = new Date();
  const ended = new AbortController();
  const { allowLoopback, allowCidrs, denyCidrs, tokenHosts } = settings;
  const built = buildProbes({
    secrets: read.secrets,
    answers: read.answers,
    policy,
    egress: { allowPrivate: true, allowCidrs, denyCidrs, tokenHosts, allowLoopback, ownAddresses: [] },
    signal: ended.signal,
  });
  const seen = new Map<string, Observation[]>();
  const stored = read.secrets["k8s.kubeconfig"];
  const refused =
    read.kubeconfig?.ok === false && read.kubeconfig.kind === "refused" ? read.kubeconfig.refusals : undefined;
  const stop = () => ended.abort();
  process.once("SIGINT", stop);
  try {
    await execute({
      rows,
      catalogue,
      checks,
      facts,
      probes: built.probes,
      ...(stored ? { kubeconfig: stored.summary } : {}),
      ...(refused ? { kubeconfigRefusals: refused } : {}),
      consent: command.consent,
      signal: ended.signal,
      scrub: scrubber(read.secrets),
      onStart: progress,
      onObservations: (id, observations) => seen.set(id, observations),
    });
  } finally {
    process.removeListener("SIGINT", stop);
    ended.abort();
    built.close();
  }
  return result({ catalogue, catalogueVersion: CATALOGUE_VERSION, rows, seen, startedAt });
}
