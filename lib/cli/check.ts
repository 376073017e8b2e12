import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

import { checks } from "@/lib/checks/registry";
import { scrubber } from "@/lib/engine/evidence";
import { execute } from "@/lib/engine/execute";
import { plan } from "@/lib/engine/plan";
import type { Observation, RunScope } from "@/lib/engine/types";
import type { Answers, SecretFieldId } from "@/lib/intake/answers";
import { type AnswersFile, readAnswersFile } from "@/lib/intake/answers-file";
import { buildProbes } from "@/lib/probes/build";
import { CATALOGUE_VERSION, catalogue } from "@/lib/requirements/catalogue";
import type { Policy } from "@/lib/requirements/policy";
import type { Facts } from "@/lib/requirements/types";

import { BadInput, type Command } from "./arguments";
import { promptAt } from "./prompt";
import { type Result, result } from "./result";

export interface Settings {
  policy: Policy;
  allowLoopback: boolean;
  allowCidrs: readonly string[];
  denyCidrs: readonly string[];
  tokenHosts: readonly string[];
  env: Record<string, string | undefined>;
}

/** The text of a file that the command was given; BadInput says what it should have been. */
export async function textOf(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch {
    throw new BadInput(`${path} cannot be read. Give the path of ${what}.`);
  }
}

/**
 * Reads the answers file of a command; BadInput lists every key with its line. `known` are answers that it
 * builds on, such as which context of a kubeconfig is meant.
 */
export async function answersOf(
  path: string,
  settings: Pick<Settings, "env">,
  known: Answers = {},
): Promise<AnswersFile> {
  const text = await textOf(path, "an answers file");
  const folder = dirname(resolve(path));
  const access = {
    env: settings.env,
    readFile: (name: string) => readFile(resolve(folder, name)),
    ask: promptAt(process.stdin, process.stderr),
  };
  const read = await readAnswersFile(text, access, known);
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
export function factsOf(read: AnswersFile, policy: Policy): Facts {
  const secretsSet = new Set(Object.keys(read.secrets) as SecretFieldId[]);
  if (read.kubeconfig) secretsSet.add("k8s.kubeconfig");
  return { answers: read.answers, secretsSet, policy, today: today() };
}

/** What is looked at, and with what. */
export interface Look {
  read: AnswersFile;
  policy: Policy;
  scope: RunScope;
  consent: readonly string[] | "all";
}

/** The app's engine on given answers and secrets, from this machine: private addresses are allowed here. */
export async function look(
  { read, policy, scope, consent }: Look,
  settings: Omit<Settings, "policy" | "env">,
  progress: (line: string) => void,
): Promise<Result> {
  const facts = factsOf(read, policy);
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
      consent,
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

/** The bounds of a run with the time that a command was given. */
export function withTime(policy: Policy, runMs = policy.limits.runMs): Policy {
  return { ...policy, limits: { ...policy.limits, runMs } };
}

/** `readiness check`: the app's engine on an answers file. */
export async function check(
  command: Extract<Command, { name: "check" }>,
  settings: Settings,
  progress: (line: string) => void,
): Promise<Result> {
  const read = await answersOf(command.answers, settings);
  const scope: RunScope =
    command.only.length > 0
      ? { kind: "only", ids: command.only }
      : command.group
        ? { kind: "group", group: command.group }
        : { kind: "all" };
  const policy = withTime(settings.policy, command.timeoutMs);
  return look({ read, policy, scope, consent: command.consent }, settings, progress);
}
