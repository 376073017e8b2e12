import { describe, expect, test } from "vitest";

import type { Judgement } from "@/lib/checks/define-check";
import type { Answers } from "@/lib/intake/answers";
import { probingAnswers } from "@/test/cluster-run";

import { nothingSaid, type ReachLine, type RedirectLine, type Said, type SquashLine, type VolumeLine } from "../lines";
import { judgeMinio } from "./minio";
import { judgeDatabaseName, judgeDns, judgeMaps } from "./names";
import { judgeReach } from "./reach";
import { judgeRedirect } from "./redirect";
import { judgeSquash, squashesAll } from "./squash";
import { judgeTraffic } from "./traffic";
import { judgeNfs, judgeVolume } from "./volume";

const line = (change: Partial<ReachLine>): ReachLine => ({
  check: "net-license-port",
  node: "w1",
  from: "knovvu-common",
  host: "lic01.acme.test",
  port: 30113,
  mode: "tcp",
  state: "connected",
  detail: "held",
  ms: 3,
  ...change,
});
const looked = (reach: ReachLine[], change: Partial<Answers> = {}, said: Partial<Said> = {}) => ({
  answers: probingAnswers(change),
  hex: "1a2b",
  said: { ...nothingSaid(), reach, ...said },
  workers: { names: ["w1"] },
});
const verdicts = (list: readonly Judgement[]) => list.map(({ verdict, reasonCode }) => `${verdict} ${reasonCode}`);

describe("a port as the workers see it", () => {
  const pg = { check: "net-db-port", host: "pg01.acme.test", port: 5432, mode: "pg" as const };
  const sr = { check: "net-sr-port", host: "sr01", port: 10097, mode: "http" as const };
  test.each<[string, Partial<ReachLine>, Partial<Answers>, string]>([
    ["license: connected and held", {}, {}, "pass ok"],
    ["license: closed at once", { detail: "closed" }, {}, "could-not-tell reset"],
    ["license: refused before the installation", { state: "refused", detail: "" }, {}, "warn refused"],
    ["license: refused once installed", { state: "refused", detail: "" }, { "lic.installed": "yes" }, "fail refused"],
    ["license: no answer", { state: "timeout", detail: "" }, {}, "fail timeout"],
    ["license: no name", { state: "dns", detail: "" }, {}, "fail dns"],
    ["license: another error", { state: "other", detail: "network unreachable" }, {}, "could-not-tell error"],
    ["license: one of the nodes", {}, { "lic.host": "w1" }, "pass ok+warn answer-mismatch"],
    ["recorder: refused", { check: "net-recorder-port", state: "refused", detail: "" }, {}, "warn refused"],
    ["PostgreSQL: S", { ...pg, detail: "53" }, {}, "pass ok"],
    ["PostgreSQL: N", { ...pg, detail: "4e" }, {}, "pass ok"],
    ["PostgreSQL: silence", { ...pg, detail: "" }, {}, "could-not-tell reset"],
    ["PostgreSQL: a SQL Server's byte", { ...pg, detail: "04" }, {}, "fail answer-mismatch"],
    ["PostgreSQL: something else", { ...pg, detail: "48" }, {}, "warn answer-mismatch"],
    ["PostgreSQL: another port", { ...pg, port: 6432, detail: "53" }, {}, "warn answer-mismatch"],
    ["PostgreSQL: refused", { ...pg, state: "refused", detail: "" }, {}, "fail refused"],
    [
      "SQL Server: its byte",
      { ...pg, port: 1433, mode: "tds", detail: "0401002b" },
      { "db.engine": "mssql" },
      "pass ok",
    ],
    [
      "SQL Server: PostgreSQL's error",
      { ...pg, port: 1433, mode: "tds", detail: "45" },
      { "db.engine": "mssql" },
      "fail answer-mismatch",
    ],
    ["SR: any HTTP status", { ...sr, detail: "404" }, {}, "pass ok"],
    ["SR: no HTTP", { ...sr, detail: "000" }, {}, "warn unsupported"],
    ["SR: https only", { ...sr, detail: "https" }, {}, "warn unsupported"],
    ["SR: refused before the installation", { ...sr, state: "refused", detail: "" }, {}, "warn refused"],
    ["SR: no answer", { ...sr, state: "timeout", detail: "" }, {}, "fail timeout"],
    ["S3: TLS", { check: "os-endpoint", mode: "tls", detail: "403:0" }, {}, "pass ok"],
    ["S3: no TLS", { check: "os-endpoint", mode: "tls", detail: "000:35" }, {}, "could-not-tell error"],
    ["S3: no answer", { check: "os-endpoint", mode: "tls", state: "timeout", detail: "" }, {}, "fail timeout"],
  ])("%s: %s", (_what, change, answers, expected) => {
    const own = line(change);
    const list = judgeReach(own.check, { ...looked([own], answers), nodeAddresses: ["w1", "10.9.9.9"] });
    expect(verdicts(list).join("+")).toBe(expected);
  });

  test("a license server that is reached by its address only is a warning", () => {
    const list = judgeReach(
      "net-license-port",
      looked([line({ state: "dns", detail: "" }), line({ host: "10.1.1.9" })]),
    );
    expect(verdicts(list)).toEqual(["warn dns", "pass ok"]);
  });
});

describe("names in the cluster", () => {
  const name = (host: string, detail: string, state: ReachLine["state"] = detail ? "answered" : "nxdomain") =>
    line({ check: "net-dns", mode: "name", host, port: 0, state, detail });
  const all = (a: string, b: string, base: string, invalid = "") => [
    name("rdy-1a2ba.knovvu.acme.test", a),
    name("rdy-1a2bb.knovvu.acme.test", b),
    name("knovvu.acme.test", base),
    name("rdy-1a2b.invalid", invalid),
  ];
  test.each<[string, ReachLine[], string]>([
    ["a wildcard that leads to the ingress", all("10.2.9.20", "10.2.9.20", "10.2.9.20"), "pass ok"],
    ["one that leads elsewhere", all("10.9.9.9", "10.9.9.9", "10.9.9.9"), "warn answer-mismatch"],
    ["no such names", all("", "", ""), "fail dns"],
    ["the base alone", all("", "", "10.2.9.20"), "fail dns"],
    ["a wildcard without a record of the base itself", all("10.2.9.20", "10.2.9.20", ""), "warn dns"],
    ["a resolver that answers for everything", all("10.2.9.20", "10.2.9.20", "10.2.9.20", "10.2.9.20"), "warn dns"],
    ["no answer of the name servers", [name("knovvu.acme.test", "", "noanswer")], "could-not-tell timeout"],
  ])("%s: %s", (_what, lines, expected) => expect(verdicts(judgeDns(looked(lines)))[0]).toBe(expected));

  const db = (detail: string, state?: ReachLine["state"]) => [
    { ...name("pg01.acme.test", detail, state), check: "db-endpoint" },
  ];
  test.each<[string, ReachLine[], Partial<Answers>, string]>([
    ["the database's name leads to its address", db("10.2.9.20"), {}, "pass ok"],
    ["to another one", db("10.2.9.99"), {}, "warn answer-mismatch"],
    ["to the same address in another spelling", db("2001:db8:0:0::1"), { "db.ip": "2001:db8::1" }, "pass ok"],
    ["to none", db(""), {}, "fail dns"],
    ["no answer", db("", "noanswer"), {}, "could-not-tell timeout"],
    ["only an address is given", [], { "db.host": "10.2.9.20" }, "warn answer-mismatch"],
  ])("%s: %s", (_what, lines, answers, expected) =>
    expect(verdicts(judgeDatabaseName(looked(lines, answers)))).toEqual([expected]),
  );

  test.each([
    [262_144, "pass ok"],
    [65_530, "warn unsupported"],
    [0, "could-not-tell forbidden"],
  ])("max_map_count %s: %s", (maps, expected) => {
    const said = { maps: [{ check: "obs-elastic-incluster" as const, node: "w1", maps }] };
    expect(verdicts(judgeMaps(looked([], {}, said)))).toEqual([expected]);
  });
});

describe("traffic between namespaces", () => {
  const reach = (from: string, host: string, good: boolean): ReachLine =>
    line({
      check: "ns-connectivity-live",
      from,
      host,
      port: 8080,
      mode: "http",
      state: good ? "connected" : "timeout",
      detail: good ? "200" : "",
    });
  const echoes = ["a", "b"].flatMap((namespace) => [
    { host: `s.${namespace}`, namespace, how: "service" as const },
    { host: `ip.${namespace}`, namespace, how: "pod" as const },
  ]);
  test.each<[string, boolean, boolean, string]>([
    ["by name and address", true, true, "pass ok"],
    ["by address only", false, true, "warn timeout"],
    ["by name only", true, false, "warn timeout"],
    ["by neither", false, false, "fail timeout"],
  ])("%s: %s %s %s", (_what, service, pod, expected) => {
    const said = { ...nothingSaid(), reach: [reach("a", "s.b", service), reach("a", "ip.b", pod)] };
    const list = judgeTraffic({ said, echoes, namespaces: ["a", "b"], troubles: new Map(), meshed: false });
    expect(verdicts(list)).toEqual([expected, "could-not-tell error"]);
  });
});

describe("a volume", () => {
  const written = (change: Partial<VolumeLine> = {}): VolumeLine => ({
    check: "st-dynamic-live",
    node: "w1",
    state: "written",
    detail: "",
    ms: 400,
    bytes: 67_108_864,
    fs: "ext4",
    ...change,
  });
  const base = { className: "fast", events: [], lines: [written()], gone: true, writers: 1, boundAfter: 3 };
  test.each<[string, Partial<Parameters<typeof judgeVolume>[0]>, string]>([
    ["bound, written, removed", {}, "pass ok"],
    ["slower than 20 MB/s", { lines: [written({ ms: 6_400 })] }, "warn unsupported"],
    ["bound only after a minute", { boundAfter: 75 }, "pass ok+warn timeout"],
    ["not allowed to write", { lines: [written({ state: "denied", bytes: 0 })] }, "fail forbidden"],
    ["still there after its removal", { gone: false }, "pass ok+fail residue"],
    ["shared, but only one node mounted it", { writers: 2 }, "pass ok+could-not-tell unsupported"],
    ["a mount error", { lines: [], events: [{ reason: "FailedMount", message: "timed out" }] }, "fail error"],
    [
      "not admitted",
      { lines: [], trouble: { reasonCode: "admission-quota", message: "m" } },
      "could-not-tell admission-quota",
    ],
  ])("%s: %s", (_what, change, expected) =>
    expect(verdicts(judgeVolume({ ...base, ...change })).join("+")).toBe(expected),
  );

  test("pending without a word is a fail after its time", () => {
    const { boundAfter: _bound, ...pending } = { ...base, lines: [] };
    expect(verdicts(judgeVolume(pending))).toEqual(["fail timeout"]);
  });

  test.each<[string | undefined, string, string]>([
    ["nfs4", "yes", "pass ok"],
    ["ext4", "no", "pass ok"],
    ["nfs", "no", "warn answer-mismatch"],
    ["xfs", "unknown", "warn answer-mismatch"],
    ["cifs", "no", "warn unsupported"],
    [undefined, "no", "could-not-tell error"],
  ])("mounted as %s, stated %s: %s", (fs, stated, expected) =>
    expect(verdicts(judgeNfs(fs, stated))).toEqual([expected]),
  );
});

describe("an NFS export", () => {
  const write = (uid: number, owner: number, change: object = {}): SquashLine => ({
    check: "st-nfs-squash",
    phase: "write",
    node: "w1",
    uid,
    create: "ok",
    owner: String(owner),
    chmod: "ok",
    fs: "nfs4",
    root: "0:0:777",
    ...change,
  });
  const read = (uid: number, result: "readable" | "denied"): SquashLine => ({
    check: "st-nfs-squash",
    phase: "read",
    node: "w1",
    uid,
    file: "1",
    result,
  });
  const reads = (result: "readable" | "denied") => [read(10_001, result), read(10_002, result)];
  const denied = { create: "denied", owner: "" };
  test.each<[string, SquashLine[], string]>([
    ["plain", [write(10_001, 10_001), write(10_002, 10_002), ...reads("denied")], "pass ok"],
    ["squashed", [write(10_001, 65_534), write(10_002, 65_534), ...reads("readable")], "fail answer-mismatch"],
    ["id mapping is off", [write(10_001, 65_534), write(10_002, 65_534), ...reads("denied")], "warn answer-mismatch"],
    ["nobody may create", [write(10_001, 0, denied), write(10_002, 0, denied)], "could-not-tell forbidden"],
    ["over cifs", [write(10_001, 0, { fs: "cifs" }), write(10_002, 0, { fs: "cifs" })], "warn unsupported"],
    [
      "open files although the owners differ",
      [write(10_001, 10_001), write(10_002, 10_002), ...reads("readable")],
      "could-not-tell error",
    ],
    ["nobody came to writing", [], "could-not-tell error"],
  ])("%s: %s", (_what, lines, expected) => expect(verdicts(judgeSquash({ lines }))).toEqual([expected]));

  test("whose text says all_squash fails, whatever the pods say; no_all_squash does not", () => {
    expect(squashesAll("/srv 10.0.0.0/8(rw,all_squash)")).toBe(true);
    expect(squashesAll("/srv 10.0.0.0/8(rw,no_all_squash,root_squash)")).toBe(false);
    const lines = [write(10_001, 10_001), write(10_002, 10_002), ...reads("denied")];
    expect(verdicts(judgeSquash({ lines, exportText: "(rw,all_squash)" }))).toEqual([
      "fail answer-mismatch",
      "pass ok",
    ]);
  });
});

describe("the ingress", () => {
  const host = "rdy-1a2b.knovvu.acme.test";
  const http = (change: Partial<RedirectLine> = {}): RedirectLine => ({
    check: "net-ssl-redirect",
    node: "w1",
    scheme: "http",
    code: 200,
    location: "",
    hsts: "no",
    server: "nginx",
    mine: "yes",
    ...change,
  });
  const https = (hsts: "yes" | "no") => http({ scheme: "https", hsts });
  test.each<[string, RedirectLine[], Partial<Answers>, string]>([
    ["answers plain HTTP", [http(), https("no")], {}, "pass ok"],
    ["redirects to https", [http({ code: 308, location: `https://${host}/hostname` })], {}, "fail answer-mismatch"],
    ["redirects elsewhere", [http({ code: 302, location: "https://login.acme.test/" })], {}, "could-not-tell error"],
    ["sends HSTS", [http(), https("yes")], {}, "warn unsupported"],
    ["has another controller", [http(), https("no")], { "net.ingressController": "traefik" }, "warn unsupported"],
    ["does not know the name", [http({ code: 404, mine: "no" })], {}, "could-not-tell not-found"],
    ["answers from somebody else", [http({ mine: "no" })], {}, "could-not-tell not-found"],
    ["is silent", [http({ code: 0, mine: "no" })], {}, "could-not-tell timeout"],
    ["was not asked", [], {}, "could-not-tell error"],
  ])("%s: %s", (_what, lines, answers, expected) =>
    expect(verdicts(judgeRedirect(lines, host, probingAnswers(answers)))).toEqual([expected]),
  );
});

test("MinIO's volume is as good as the worst of what it rests on, and never better than what was not looked at", () => {
  const pass: Judgement[] = [{ target: "t", verdict: "pass", reasonCode: "ok", message: "m" }];
  const all = { "st-dynamic-live": pass, "st-nfs-squash": pass, "st-access-mode": pass };
  const worstOf = (list: Judgement[]) => new Set(list.map(({ verdict }) => verdict));
  expect(worstOf(judgeMinio(all, { nfs: false, block: true }))).toEqual(new Set(["pass"]));
  expect(worstOf(judgeMinio(all, { nfs: true, block: false }))).toContain("warn");
  expect(worstOf(judgeMinio({ ...all, "st-dynamic-live": undefined }, { nfs: false, block: true }))).toContain(
    "could-not-tell",
  );
});
