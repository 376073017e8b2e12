import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

import { BadInput } from "./arguments";

type Terminal = NodeJS.ReadableStream & { isTTY?: boolean };

/** A question whose answer is typed unseen and kept nowhere; undefined where nobody sits at a terminal. */
export function promptAt(
  input: Terminal,
  output: NodeJS.WritableStream,
): ((what: string) => Promise<string>) | undefined {
  if (!input.isTTY) return undefined;
  return async (what) => {
    const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
    const reader = createInterface({ input, output: unseen, terminal: true, historySize: 0 });
    output.write(`${what} (typed unseen): `);
    try {
      return await new Promise<string>((resolve, reject) => {
        reader.on("SIGINT", () => reject(new BadInput("Stopped at the question. Nothing was contacted.")));
        reader.on("close", () => reject(new BadInput("The question was not answered. Nothing was contacted.")));
        reader.on("line", resolve);
      });
    } finally {
      reader.close();
      output.write("\n");
    }
  };
}
