import { expect, test } from "vitest";

import { decisions } from "@/lib/requirements/decisions";

import { sentencesIn } from "./index";

/** Names that are the same in every language. */
const NAMES =
  /^(OpenShift|Rancher|EKS|AKS|GKE|Anthos|OKE|Vanilla|amd64|arm64|STAI|Core|CORE|CA|VA|Other|OTHER|.*: PostgreSQL)$/;

test("every open question for SESTEK is said in Turkish, with its values", () => {
  const say = sentencesIn("tr");
  const said = decisions.flatMap(({ title, missing, proposal, parts }) => [
    title,
    missing,
    proposal,
    ...parts.flatMap(({ label, options = [] }) => [label, ...options.map((option) => option.label)]),
  ]);
  expect(said.filter((english) => !NAMES.test(english) && say(english) === english)).toEqual([]);
});
