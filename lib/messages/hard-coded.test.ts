import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { hardCodedWords } from "@/test/hard-coded-words";

const drawn = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "app", "components"], {
  encoding: "utf8",
})
  .stdout.split("\n")
  .filter((path) => path.endsWith(".tsx"));

test("no page or component holds words of its own: all come from the messages of both languages", () => {
  expect(drawn.length).toBeGreaterThan(50);
  expect(
    drawn.flatMap((path) => hardCodedWords(readFileSync(path, "utf8")).map((found) => `${path}:${found}`)),
  ).toEqual([]);
});

test.each([
  ["<p>Save it</p>", '1: "Save it"'],
  ["<input placeholder='Your name' />", '1: "Your name"'],
  ["<button aria-label={open ? 'Close' : t('open')} />", '1: "Close"'],
  ["<p>{count > 0 && ` and others`}</p>", '1: "and others"'],
  ["<Notice title='No connection' />", '1: "No connection"'],
  ["const tabs = [{ href: '/help', label: 'Help' }]", '1: "Help"'],
  ["setProblem('It was not saved.')", '1: "It was not saved."'],
])("the check finds words in %s", (source, found) => {
  expect(hardCodedWords(source)).toEqual([found]);
});

test.each([
  "<p>{t('save')} · {count}</p>",
  "<div className='flex gap-2' role='status' title={t('x')}>✕</div>",
  "<a href='/help' data-x='some words here'>Knovvu Readiness</a>",
  "<code>kubectl get nodes</code>",
  "throw new Error('This page does not hand the messages down.')",
])("the check lets %s be", (source) => {
  expect(hardCodedWords(source)).toEqual([]);
});
