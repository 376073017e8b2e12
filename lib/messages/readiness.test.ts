import { expect, test } from "vitest";

import { ACTORS, GROUPS, VERDICT_TITLE, VERDICTS, WHO_ACTS_TITLE } from "@/lib/requirements/vocabulary";

import { translator } from "./index";
import { readinessLine } from "./readiness";

const en = translator("en", "words");
const tr = translator("tr", "words");

test("readiness tells what fails apart from what nobody has proved, in both languages", () => {
  const summary = { ready: false, blocking: 3, failing: 1, unacknowledged: 0 };
  expect(readinessLine(en, summary)).toBe("Not ready: 1 fails, 2 not proved yet");
  expect(readinessLine(tr, summary)).toBe("Hazır değil: 1 başarısız, 2 henüz kanıtlanmadı");
  expect(readinessLine(en, { ...summary, failing: 3, unacknowledged: 2 })).toBe("Not ready: 3 fail, 2 to acknowledge");
  expect(readinessLine(tr, { ready: true, blocking: 0, failing: 0, unacknowledged: 0 })).toBe("Hazır: engel yok");
});

test("the pages and the command call each verdict, group and person by the same English word", () => {
  for (const verdict of VERDICTS) expect(en(`verdict-${verdict}`)).toBe(VERDICT_TITLE[verdict]);
  for (const { id, title } of GROUPS) expect(en(`group-${id}`)).toBe(title);
  for (const who of ACTORS) expect(en(`who-${who}`)).toBe(WHO_ACTS_TITLE[who]);
});
