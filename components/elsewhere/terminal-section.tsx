import { ClientMessages } from "@/components/messages/client-messages";
import type { ErrandView } from "@/lib/errands";
import { translations } from "@/lib/messages/server";
import { scriptKind, scriptName } from "@/lib/terminal/script";

import { BringResult } from "./bring-result";
import { ErrandList } from "./errand-list";
import { HandOut } from "./hand-out";

/** What the terminal and the license server are asked: the scripts, their results, and what became of each. */
export async function TerminalSection({
  projectId,
  os,
  errands,
  databaseLook,
}: {
  projectId: string;
  /** The answer to the terminal server's operating system. */
  os: string | undefined;
  errands: readonly ErrandView[];
  /** Name of the file that looks at the databases as the account itself; undefined while answers are missing. */
  databaseLook: string | undefined;
}) {
  const t = await translations("elsewhere");
  const own = errands.flatMap((errand) =>
    errand.kind === "terminal" || errand.kind === "license" || errand.kind === "database"
      ? [{ ...errand, kind: errand.kind }]
      : [],
  );
  const machines = (["terminal", "license"] as const).map((role) => {
    const kind = scriptKind(role, os);
    const name = scriptName(role, kind);
    const linux = kind === "shell";
    const command = linux ? `sh ${name}` : `powershell -ExecutionPolicy Bypass -File .\\${name}`;
    return { role, linux, command, sendWord: linux ? "--send" : "-Send" };
  });
  return (
    <section aria-labelledby="machines-heading">
      <h2 id="machines-heading" className="text-xl font-semibold">
        {t("machines")}
      </h2>
      <p className="mb-4 max-w-3xl text-ink-soft">{t("machines-lead")}</p>
      <ClientMessages of={["elsewhere"]}>
        <div className="grid gap-4 lg:grid-cols-2">
          {machines.map((machine) => (
            <HandOut key={machine.role} projectId={projectId} {...machine} />
          ))}
        </div>
        {databaseLook && (
          <p className="mt-4 max-w-3xl">
            {t.rich("database-look", {
              file: () => (
                <a key="file" download href={`/api/projects/${projectId}/artefacts/A14?file=${databaseLook}`}>
                  {databaseLook}
                </a>
              ),
            })}
          </p>
        )}
        <BringResult projectId={projectId} />
        <ErrandList projectId={projectId} of="errands" errands={own} />
      </ClientMessages>
    </section>
  );
}
