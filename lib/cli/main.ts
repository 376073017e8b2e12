import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { generateAll } from "@/lib/artefacts/generate";
import { checkEnv } from "@/lib/env";
import { readKubeconfig } from "@/lib/intake/kubeconfig/read";
import { catalogue } from "@/lib/requirements/catalogue";
import { readPolicy } from "@/lib/requirements/policy-file";

import { BadInput, type Command, readArguments, USAGE } from "./arguments";
import { answersOf, check, factsOf, type Settings } from "./check";
import { runPlan } from "./run-plan";
import { table } from "./table";

const print = (text: string) => process.stdout.write(`${text}\n`);

function settings(): Settings {
  const env = checkEnv();
  return {
    policy: readPolicy(env.READINESS_POLICY),
    allowLoopback: env.CHECK_ALLOW_LOOPBACK,
    allowCidrs: env.CHECK_ALLOW_CIDRS,
    denyCidrs: env.CHECK_DENY_CIDRS,
    tokenHosts: env.CHECK_TOKEN_HOSTS,
    env: env.all,
  };
}

async function kubeconfig({ file, context }: Extract<Command, { name: "kubeconfig" }>): Promise<number> {
  const bytes = await readFile(file).catch(() => {
    throw new BadInput(`${file} cannot be read. Give the path of a kubeconfig.`);
  });
  const inspection = await readKubeconfig(bytes, context === undefined ? {} : { context });
  if (inspection.ok) {
    const { summary } = inspection;
    print(`Accepted: ${summary.contextName} at ${summary.serverHost}`);
    print(`  identity   ${summary.identity ?? "not stated"} (${summary.credentialKind})`);
    print(`  namespace  ${summary.namespace ?? "none"}`);
    print(`  expires    ${summary.expiresAt ?? "not stated"}`);
    print(`  CA SHA-256 ${summary.caFingerprint ?? "none in the file"}`);
    return 0;
  }
  if (inspection.kind === "choose-context")
    throw new BadInput(
      `The file has several contexts. Choose one with --context: ${inspection.contexts.map(({ name }) => name).join(", ")}`,
    );
  throw new BadInput(`Refused:\n${inspection.refusals.map(({ message }) => `  ${message}`).join("\n")}`);
}

async function artefacts({ answers, out }: Extract<Command, { name: "artefacts" }>): Promise<number> {
  const current = settings();
  const read = await answersOf(answers, current);
  const files = generateAll({
    facts: factsOf(read, current.policy),
    project: { name: read.answers["project.customer"] ?? "project" },
  });
  for (const { path, text } of files) {
    const target = join(out, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text, { mode: path.endsWith(".sh") ? 0o755 : 0o644 });
    print(target);
  }
  if (files.length === 0)
    print("No file can be generated yet: the answers it needs are missing. Name the namespaces first.");
  return 0;
}

async function run(command: Command): Promise<number> {
  if (command.name === "help") {
    print(USAGE);
    return 0;
  }
  if (command.name === "kubeconfig") return kubeconfig(command);
  if (command.name === "artefacts") return artefacts(command);
  if (command.name === "list") {
    const rows = catalogue.map(({ id, group, severity, statement, vantages, whoActs }) => ({
      id,
      group,
      severity,
      statement,
      vantages,
      whoActs,
    }));
    print(
      command.json
        ? JSON.stringify(rows, null, 2)
        : rows.map(({ id, severity, statement }) => `${id.padEnd(26)} ${severity.padEnd(8)} ${statement}`).join("\n"),
    );
    return 0;
  }
  const live = process.stderr.isTTY;
  const progress = (id: string) => live && process.stderr.write(`\r\u001b[2K${id}`);
  if (command.name === "run-plan") {
    const { found, said } = await runPlan(command, settings(), progress);
    if (live) process.stderr.write("\r\u001b[2K");
    print(`${table(found, catalogue)}\n\n${said.join("\n")}`);
    return found.summary.ready ? 0 : 1;
  }
  const found = await check(command, settings(), progress);
  if (live) process.stderr.write("\r\u001b[2K");
  print(command.json ? JSON.stringify(found, null, 2) : table(found, catalogue));
  return found.summary.ready ? 0 : 1;
}

async function main(): Promise<number> {
  try {
    return await run(readArguments(process.argv.slice(2)));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return error instanceof BadInput ? 2 : 3;
  }
}

main().then((code) => {
  process.exitCode = code;
});
