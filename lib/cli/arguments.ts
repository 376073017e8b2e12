import { parseArgs } from "node:util";

import { catalogue, isRequirementId } from "@/lib/requirements/catalogue";
import { GROUPS, type GroupId } from "@/lib/requirements/vocabulary";

/** The person typed something that cannot be used: exit 2, nothing was contacted. */
export class BadInput extends Error {}

export type Command =
  | {
      name: "check";
      answers: string;
      only: string[];
      group?: GroupId;
      json: boolean;
      timeoutMs?: number;
      consent: string[] | "all";
    }
  | {
      name: "run-plan";
      plan: string;
      secrets?: string;
      consent: string[] | "all";
      timeoutMs?: number;
      out: string;
    }
  | { name: "kubeconfig"; file: string; context?: string }
  | { name: "artefacts"; answers: string; out: string }
  | { name: "list"; json: boolean }
  | { name: "help" };

export const USAGE = `Usage:
  readiness check --answers FILE [--only id,id] [--group g] [--consent id,id|all] [--json] [--timeout seconds]
  readiness run-plan PLAN.json [--secrets secrets.yaml] [--consent id,id|all] [--timeout seconds] --out result.json
  readiness kubeconfig FILE [--context name]
  readiness artefacts --answers FILE --out FOLDER
  readiness list [--json]

run-plan looks from here with the plan of a project, for networks that Knovvu Readiness does not reach. The
secrets file gives each secret as {file: path}, {env: NAME} or {prompt: true} (typed unseen), for example:
  k8s.kubeconfig: {file: kubeconfig.yaml}
  db.password: {env: DB_PASSWORD}
Secrets stay here: the signed result holds none. Upload it on the project's page "Other places".

Exit: 0 ready, 1 not ready, 2 bad input (nothing was contacted), 3 the command itself failed.`;

const names = (text: string | undefined) =>
  (text ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);

function known(ids: string[], option: string): string[] {
  const wrong = ids.filter((id) => !isRequirementId(id));
  if (wrong.length > 0)
    throw new BadInput(`${option}: ${wrong.join(", ")} is not in the catalogue. See: readiness list`);
  return ids;
}

const WRITING = catalogue.filter(({ consent }) => consent?.by === "app").map(({ id }) => id);

/** A consent to nothing would be forgotten in silence: only what the command could write can be agreed to. */
function writing(ids: string[]): string[] {
  const harmless = known(ids, "--consent").filter((id) => !WRITING.includes(id));
  if (harmless.length > 0)
    throw new BadInput(
      `--consent: from here ${harmless.join(", ")} writes nothing. What can be agreed to: ${WRITING.join(", ")}.`,
    );
  return ids;
}

function needed(value: string | undefined, option: string): string {
  if (!value) throw new BadInput(`${option} is missing.\n\n${USAGE}`);
  return value;
}

function timeLimit(given: string | undefined): { timeoutMs?: number } {
  if (given === undefined) return {};
  const seconds = Number(given);
  if (!(seconds >= 1 && seconds <= 3600)) throw new BadInput("--timeout: give seconds from 1 to 3600.");
  return { timeoutMs: seconds * 1000 };
}

/** Reads the command line; throws BadInput with a sentence that says what to do. */
export function readArguments(argv: readonly string[]): Command {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  let parsed: ReturnType<typeof parse>;
  function parse() {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        answers: text,
        secrets: text,
        only: text,
        group: text,
        consent: text,
        json: flag,
        timeout: text,
        context: text,
        out: text,
        help: flag,
      },
    });
  }
  try {
    parsed = parse();
  } catch (error) {
    throw new BadInput(`${(error as Error).message.split(".")[0]}.\n\n${USAGE}`);
  }
  const { values, positionals } = parsed;
  const [name, file] = positionals;
  if (values.help || name === "help") return { name: "help" };
  if (name === "list") return { name, json: values.json ?? false };
  if (name === "kubeconfig")
    return { name, file: needed(file, "The file"), ...(values.context ? { context: values.context } : {}) };
  if (name === "artefacts")
    return { name, answers: needed(values.answers, "--answers"), out: needed(values.out, "--out") };
  const limits = {
    ...timeLimit(values.timeout),
    consent: values.consent === "all" ? ("all" as const) : writing(names(values.consent)),
  };
  if (name === "run-plan")
    return {
      name,
      plan: needed(file, "The plan"),
      ...(values.secrets ? { secrets: values.secrets } : {}),
      out: needed(values.out, "--out"),
      ...limits,
    };
  if (name !== "check") throw new BadInput(name ? `${name} is not a command.\n\n${USAGE}` : USAGE);
  const group = GROUPS.find(({ id }) => id === values.group)?.id;
  if (values.group && !group)
    throw new BadInput(`--group: ${values.group} is not a group. Groups: ${GROUPS.map(({ id }) => id).join(", ")}.`);
  return {
    name,
    answers: needed(values.answers, "--answers"),
    only: known(names(values.only), "--only"),
    ...(group ? { group } : {}),
    json: values.json ?? false,
    ...limits,
  };
}
