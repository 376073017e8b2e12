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
}: {
  projectId: string;
  /** The answer to the terminal server's operating system. */
  os: string | undefined;
  errands: readonly ErrandView[];
}) {
  const t = await translations("elsewhere");
  const own = errands.flatMap((errand) =>
    errand.kind === "terminal" || errand.kind === "license" ? [{ ...errand, kind: errand.kind }] : [],
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
        <BringResult projectId={projectId} />
        <ErrandList projectId={projectId} of="errands" errands={own} />
      </ClientMessages>
    </section>
  );
}
