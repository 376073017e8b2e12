import { describe, expect, test } from "vitest";

import type { Answers } from "@/lib/intake/answers";
import type { ApiAnswer } from "@/lib/probes/types";
import { DEFAULT_POLICY, type Policy } from "@/lib/requirements/policy";

import { checks } from "./registry";
import { warningOf } from "./reservations";

const NOW = new Date("2026-11-25T12:00:00Z");

/** What a check says of something seen; nothing is contacted. */
function judged(id: string, seen: unknown, answers: Partial<Answers>, policy: Policy = DEFAULT_POLICY) {
  const facts = { answers, secretsSet: new Set<never>(), policy, today: "2026-11-25" };
  const said = checks.get(id)?.verdict(seen, { answers, facts, consented: true, now: NOW });
  if (!said?.[0]) throw new Error(`${id} says nothing`);
  return said[0];
}

test("a warning names each reservation, and takes its reason from the first and its suggestion from whoever has one", () => {
  const suggests = { field: "os.region", value: "eu-west-1" } as const;
  const warning = warningOf([
    { reasonCode: "expiring", message: "One." },
    { reasonCode: "answer-mismatch", message: "Two.", suggests },
  ]);
  expect(warning).toEqual({ verdict: "warn", reasonCode: "expiring", message: "One. Two.", suggests });
  expect(warningOf([])).toBeUndefined();
});

describe("no reservation hides another one", () => {
  test("net-certificate", () => {
    const leaf = {
      subject: "CN=ingress",
      issuer: "CN=Acme CA",
      names: ["knovvu.acme.test"],
      notBefore: "2026-01-01T00:00:00Z",
      notAfter: "2026-12-15T00:00:00Z",
      key: "ec",
      signatureHash: "SHA-256",
    };
    const seen = { ok: true, address: "10.2.9.20", trust: "private-ca", chain: [leaf] };
    const { verdict, message } = judged("net-certificate", seen, { "net.baseDomain": "knovvu.acme.test" });
    expect(verdict).toBe("warn");
    for (const said of ["knovvu.acme.test alone", "own CA (CN=Acme CA)", "ends in 19 days"])
      expect(message).toContain(said);
  });

  test("net-base-domain", () => {
    const domain = `${"a".repeat(60)}.${"b".repeat(45)}.local`;
    const answers = { "net.baseDomain": domain, "net.baseDomainConfirmed": "yes" } as const;
    const { verdict, message } = judged("net-base-domain", undefined, answers);
    expect(verdict).toBe("warn");
    expect(message).toContain("multicast DNS");
    expect(message).toContain(`${domain.length} characters`);
  });

  test("db-version", () => {
    const facts = { version: "13.0.1.1", major: 13, edition: "Express Edition" };
    const seen = { session: { ok: true, facts }, greeting: { ok: true } };
    const answers = {
      "db.engine": "mssql",
      "project.products": ["CORE"],
      "project.installEnd": "2027-01-22",
    } as const satisfies Partial<Answers>;
    const policy = { ...DEFAULT_POLICY, databaseVersions: { CORE: { mssql: [13] } } };
    const { verdict, message } = judged("db-version", seen, answers, policy);
    expect(verdict).toBe("warn");
    expect(message).toContain("support ends on 2026-07-14");
    expect(message).toContain("Express edition");
  });

  test("os-strategy", () => {
    const minio = { "os.strategy": "minio", "st.nfsBacked": "yes" } as const;
    const both = judged("os-strategy", undefined, { ...minio, "os.hasManagedS3": "yes" });
    expect(both.verdict).toBe("warn");
    expect(both.message).toContain("managed S3 service exists");
    expect(both.message).toContain("backed by NFS");
    const unknown = judged("os-strategy", undefined, { ...minio, "os.hasManagedS3": "unknown" });
    expect(unknown).toMatchObject({ verdict: "could-not-tell", reasonCode: "answer-unknown" });
    expect(unknown.message).toContain("backed by NFS");
  });

  test("obs-prom-operator", () => {
    const seen = { served: new Map([["servicemonitors", "v1"]]) };
    const { verdict, message, suggests } = judged("obs-prom-operator", seen, { "obs.promOperator": "no" });
    expect(verdict).toBe("warn");
    expect(message).toContain("The answer says no");
    expect(message).toContain("without the AlertmanagerConfig definition");
    expect(suggests).toEqual({ field: "obs.promOperator", value: "yes" });
  });
});

describe("obs-prom-rbac: a trial that admission refuses is not passed over", () => {
  const served = new Map(["servicemonitors", "prometheusrules", "alertmanagerconfigs"].map((one) => [one, "v1"]));
  const answered = (status: number, message: string): ApiAnswer => ({
    ok: true,
    status,
    reason: "",
    message,
    body: undefined,
    notJson: false,
    durationMs: 1,
  });
  const of = (dryRun: unknown) =>
    judged("obs-prom-rbac", { served, namespaces: [{ name: "knovvu-core", results: [], dryRun }] }, {});
  test.each([
    ["it is taken", answered(201, ""), "pass", "ok"],
    [
      "a webhook refuses it",
      answered(403, 'admission webhook "policy.acme.test" denied the request: no monitors here'),
      "could-not-tell",
      "admission-webhook",
    ],
    [
      "the rights end there after all",
      answered(403, 'servicemonitors is forbidden: User "x" cannot create resource "servicemonitors"'),
      "fail",
      "forbidden",
    ],
    ["a quota refuses it", answered(403, "exceeded quota: monitors"), "fail", "admission-quota"],
    ["the definition refuses it", answered(422, "spec.endpoints is invalid"), "could-not-tell", "error"],
  ])("%s", (_title, dryRun, verdict, reasonCode) => {
    expect(of(dryRun)).toMatchObject({ verdict, reasonCode });
  });
});

describe("obs-prom-scrape", () => {
  const main = { name: "main", namespace: "monitoring", monitors: {}, namespaces: { matchLabels: { team: "voice" } } };
  const refused = { ok: true, status: 403, reason: "Forbidden", message: "", notJson: false };
  const of = (scraper: object, read: object) =>
    judged(
      "obs-prom-scrape",
      { scrapers: { ok: true, items: [scraper] }, namespaces: [{ name: "knovvu-core", read }] },
      {},
    );
  const labelled = (labels: Record<string, string>) => ({ ok: true, item: { labels } });

  test("a namespace whose labels may not be read is not called unselected", () => {
    expect(of(main, { ok: false, answer: refused })).toMatchObject({
      verdict: "could-not-tell",
      reasonCode: "forbidden",
    });
    expect(of(main, labelled({ team: "web" })).verdict).toBe("fail");
    expect(of(main, labelled({ team: "voice" })).verdict).toBe("pass");
  });

  test("a Prometheus without any selector picks nothing, and is not said to want a label", () => {
    const { monitors: _none, ...without } = main;
    const { verdict, message } = of(without, labelled({ team: "voice" }));
    expect(verdict).toBe("fail");
    expect(message).toContain("has no serviceMonitorSelector");
  });
});
