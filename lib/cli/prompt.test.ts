import { PassThrough } from "node:stream";

import { expect, test } from "vitest";

import { promptAt } from "./prompt";

/** A terminal at which somebody types; `seen` is what stands on its screen. */
function terminal(isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const screen = new PassThrough();
  const ask = promptAt(input, screen);
  return { input, ask, seen: () => String(screen.read() ?? "") };
}

test("a secret is typed unseen, letter by letter, with its last letter taken back", async () => {
  const { input, ask, seen } = terminal();
  const answer = ask?.("Password");
  for (const key of "pä ss\u0000,x") input.write(key);
  input.write("\u007f\r");
  expect(await answer).toBe("pä ss,");
  expect(seen()).toBe("Password (typed unseen): \n");
});

test("several are asked one after the other", async () => {
  const { input, ask } = terminal();
  const first = ask?.("Password");
  input.write("one\r");
  expect(await first).toBe("one");
  const second = ask?.("Secret key");
  input.write("two\r");
  expect(await second).toBe("two");
});

test("whoever interrupts is told that nothing was contacted", async () => {
  const { input, ask } = terminal();
  const answer = ask?.("Password");
  input.write("half\u0003");
  await expect(answer).rejects.toThrow("Nothing was contacted");
});

test("without a terminal nobody is asked", () => {
  expect(terminal(false).ask).toBeUndefined();
});
