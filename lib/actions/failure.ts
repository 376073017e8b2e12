import "server-only";

import { randomUUID } from "node:crypto";

import { ReadableError } from "@/lib/errors";
import { log } from "@/lib/log";
import { readersSay } from "@/lib/sentences/server";

/** What a person may read of an error, in his language: its own sentence, or a neutral one with an id to quote. */
export async function readable(error: unknown): Promise<{ message: string; status: number; code: string }> {
  const say = await readersSay();
  if (error instanceof ReadableError) return { message: say(error.message), status: error.status, code: error.code };
  const id = randomUUID().slice(0, 8);
  log().error(
    {
      id,
      error: error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : String(error),
    },
    "unexpected error",
  );
  return {
    message: say(`Something went wrong on our side. Try again; if it stays, tell your administrator the number ${id}.`),
    status: 500,
    code: "unexpected",
  };
}
