import { describe, expect, test } from "vitest";

import { shortLimits } from "@/lib/peers/kubernetes/probe-under-test";
import type { Rogue } from "@/lib/peers/kubernetes/scenario";
import { requirement } from "@/lib/requirements/catalogue";
import { look } from "@/test/look";

import { checks } from "./registry";

/** Catalogue 1.5: an API that refuses, misbehaves or stays silent settles nothing, whatever is asked of it. */
const TROUBLES: [string, Rogue][] = [
  ["refuses everything (403)", { kind: "status", status: 403 }],
  ["does not know the credential (401)", { kind: "status", status: 401 }],
  ["asks to slow down (429)", { kind: "status", status: 429, retryAfter: 1 }],
  ["is broken (500)", { kind: "status", status: 500 }],
  ["answers with a log-in page", { kind: "html" }],
  ["redirects", { kind: "redirect", to: "https://elsewhere.example/" }],
  ["stays silent", { kind: "silent" }],
];
/** These two judge the connection and the credential themselves: trouble is their subject. */
const OWN_SUBJECT = new Set(["k8s-api-reachable", "k8s-credential-valid"]);
const asking = [...checks.values()].filter(({ needs, id }) => needs.includes("kubernetes") && !OWN_SUBJECT.has(id));
const answers = {
  "k8s.distribution": "rancher",
  "k8s.platformVersion": "2.9",
  "st.accessMode": "RWX",
  "obs.promOperator": "unknown",
  "net.serviceMesh": { present: "unknown" },
  "net.networkPolicies": { present: "unknown" },
} as const;

describe.each(TROUBLES)("an API server that %s", (_what, rogue) => {
  test.concurrent.each(asking.map(({ id }) => id))(
    "decides nothing: %s is neither pass nor fail",
    async (id) => {
      const judgements = await look(id, { rogue, answers, policy: shortLimits({ checkMs: 400 }) });
      expect(judgements.length).toBeGreaterThan(0);
      const decided = judgements.filter(({ verdict }) => verdict === "pass" || verdict === "fail");
      // An answer alone may decide a part, such as a chosen access mode; the API never does.
      expect(id === "st-access-mode" ? [] : decided.map(({ verdict, message }) => `${verdict}: ${message}`)).toEqual(
        [],
      );
    },
    30_000,
  );
});

test("every check bears the id of a requirement that the app may look at", () => {
  for (const id of checks.keys()) expect(requirement(id).vantages, id).toContain("app");
});
