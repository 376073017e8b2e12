import { ClientMessages } from "@/components/messages/client-messages";
import { PRACTICE_MISTAKES } from "@/lib/practice/mistakes";
import { readersSay } from "@/lib/sentences/server";

import { MendSwitches } from "./mend-switches";

/** Practice only: the typical mistakes of the practice systems, to be mended and brought back. */
export async function PracticeMistakes({ projectId, left }: { projectId: string; left: readonly string[] }) {
  const say = await readersSay();
  const mistakes = PRACTICE_MISTAKES.map(({ id, title, mend }) => ({ id, title: say(title), mend: say(mend) }));
  return (
    <ClientMessages of={["board"]}>
      <MendSwitches projectId={projectId} mistakes={mistakes} left={left} />
    </ClientMessages>
  );
}
