import { constants } from "node:fs";
import { access, rename, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, resolve } from "node:path";

import { type AnswersFile, readAnswersFile } from "@/lib/intake/answers-file";
import { type PlanFile, readPlan } from "@/lib/offline/plan-file";
import { signed } from "@/lib/offline/signature";

import { BadInput, type Command } from "./arguments";
import { answersOf, look, type Settings, textOf, withTime } from "./check";
import type { Result } from "./result";

/** The plan's answers; nothing that they name is read from this machine. */
async function answersIn({ answers }: PlanFile): Promise<AnswersFile> {
  const nothing = {
    env: {},
    readFile: async () => {
      throw new Error("A plan names no files.");
    },
  };
  const read = await readAnswersFile(JSON.stringify(answers), nothing);
  if (!read.ok)
    throw new BadInput(
      `The plan's answers cannot be used: ${read.problems[0]?.message ?? ""} Download plan and command again.`,
    );
  if (Object.keys(read.secrets).length > 0 || read.kubeconfig)
    throw new BadInput("The plan holds a secret, which none of ours does. Download the plan again.");
  return read;
}

async function secretsOf(path: string, settings: Settings, planned: AnswersFile): Promise<AnswersFile> {
  const given = await answersOf(path, settings, planned.answers);
  const [answer] = Object.keys(given.answers);
  if (answer)
    throw new BadInput(
      `${path}: ${answer} is an answer and no secret. The plan holds the answers; give only secrets here.`,
    );
  return given;
}

async function proveWritable(out: string): Promise<void> {
  await access(dirname(resolve(out)), constants.W_OK).catch(() => {
    throw new BadInput(`--out: ${out} cannot be written. Give a file in a folder that you may write to.`);
  });
}

/**
 * `readiness run-plan`: runs the plan of a project from this machine, and writes its signed result. Answers with
 * the result and the sentences for the end. BadInput before anything is contacted.
 */
export async function runPlan(
  command: Extract<Command, { name: "run-plan" }>,
  settings: Settings,
  progress: (line: string) => void,
): Promise<{ found: Result; said: string[] }> {
  const opened = readPlan(await textOf(command.plan, "a plan"), new Date());
  if (!opened.ok) throw new BadInput(`${command.plan}: ${opened.because}`);
  const { plan, digest } = opened;
  const planned = await answersIn(plan);
  const given = command.secrets ? await secretsOf(command.secrets, settings, planned) : undefined;
  await proveWritable(command.out);
  const read: AnswersFile = { ...given, answers: planned.answers, secrets: given?.secrets ?? {} };
  const policy = withTime(plan.policy, command.timeoutMs);
  const found = await look({ read, policy, scope: { kind: "all" }, consent: command.consent }, settings, progress);
  const { errand, project, key } = plan;
  const content = signed({ ...found, errand, project, host: hostname(), plan: digest }, key);
  // Written beside and moved: a file of that name is whole or not there.
  const beside = `${command.out}.part`;
  await writeFile(beside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(beside, command.out);
  const missing = plan.secrets.filter(
    ({ id }) => !(id in read.secrets) && !(id === "k8s.kubeconfig" && read.kubeconfig),
  );
  return {
    found,
    said: [
      ...(missing.length > 0
        ? [`Not given, so what needs them was not looked at: ${missing.map(({ id }) => id).join(", ")}.`]
        : []),
      `Written: ${command.out}. Upload it on the page "Other places" of ${plan.name}, until ${plan.expiresAt.slice(0, 10)}.`,
    ],
  };
}
