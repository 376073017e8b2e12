import { afterEach, beforeAll, describe, expect, test } from "vitest";

import type { Judgement } from "@/lib/checks/define-check";
import { decidedBy } from "@/lib/engine/app-view";
import { worst } from "@/lib/engine/worst";
import type { Answers } from "@/lib/intake/answers";
import { type Certificate, makeCertificate } from "@/lib/peers/certificates";
import { type PracticeElastic, type PracticeSplunk, startElasticPeer, startSplunkPeer } from "@/lib/peers/logs";
import type { WebPeer, WebPeerOptions } from "@/lib/peers/web";
import { requirement } from "@/lib/requirements/catalogue";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { lookOut } from "@/test/look-out";

const HOST = "logs.corp.example";
const PASSWORD = "pass-of-the-tests";
const SECRET = `writer:${PASSWORD}`;
const BASIC = `Basic ${Buffer.from(SECRET).toString("base64")}`;
const TOKEN = "token-of-the-tests";
let ca: Certificate;
let certificate: Certificate;
let peer: WebPeer | undefined;

beforeAll(async () => {
  ca = await makeCertificate({ commonName: "their ca" });
  certificate = await makeCertificate({ commonName: HOST, names: [HOST], issuer: ca });
});
afterEach(async () => {
  await peer?.close();
  peer = undefined;
});

interface Case {
  elastic?: Partial<PracticeElastic>;
  splunk?: Partial<PracticeSplunk>;
  answers?: Partial<Answers>;
  secret?: string;
  server?: WebPeerOptions;
}
type Row = [title: string, one: Case, verdict: Verdict, reasonCode: ReasonCode, words?: RegExp];

async function judged(id: "obs-log-elastic" | "obs-log-splunk", one: Case): Promise<Judgement> {
  const splunk = id === "obs-log-splunk";
  const server = { certificate, ...one.server };
  peer = splunk
    ? await startSplunkPeer({ token: TOKEN, ...one.splunk }, server)
    : await startElasticPeer({ authorization: BASIC, ...one.elastic }, server);
  const port = splunk ? 8088 : 9200;
  const answers: Answers = {
    "obs.logForward": splunk ? "splunk" : "elasticsearch",
    "obs.logUrl": `https://${HOST}:${port}`,
    "obs.logCa": ca.pem,
    ...(splunk ? {} : { "obs.logMode": "index", "obs.logTarget": "knovvu" }),
    ...one.answers,
  };
  const secrets = { "obs.logSecret": one.secret ?? (splunk ? TOKEN : SECRET) };
  const found = worst(await lookOut(id, { answers, secrets, pinned: { [`${HOST}:${port}`]: peer.port } }));
  if (!found) throw new Error("nothing was judged");
  expect(found.message).toMatch(/^\S.{15,}\S$/s);
  for (const secret of [PASSWORD, TOKEN]) expect(JSON.stringify(found)).not.toContain(secret);
  return found;
}

const stream = (answers: Partial<Answers> = {}) => ({
  "obs.logMode": "data-stream" as const,
  "obs.logTarget": "logs-knovvu-prod",
  ...answers,
});
const TEMPLATE = [{ patterns: ["logs-knovvu-*"], priority: 200, stream: true }];

const ELASTIC: Row[] = [
  ["all privileges on an index pass", {}, "pass", "ok"],
  [
    "all privileges on a data stream that exists pass",
    { elastic: { streams: ["logs-knovvu-prod"] }, answers: stream() },
    "pass",
    "ok",
  ],
  ["a data stream that a template makes passes", { elastic: { templates: TEMPLATE }, answers: stream() }, "pass", "ok"],
  [
    "no data stream and no template that makes it is a warning",
    { elastic: { templates: [{ patterns: ["metrics-*"], stream: true }] }, answers: stream() },
    "warn",
    "not-found",
    /Create the template/,
  ],
  [
    "a template of higher priority that makes no stream is a warning",
    {
      elastic: { templates: [...TEMPLATE, { patterns: ["logs-*-*"], priority: 500, stream: false }] },
      answers: stream(),
    },
    "warn",
    "not-found",
  ],
  ["unreadable templates are a warning", { elastic: { templatesStatus: 403 }, answers: stream() }, "warn", "not-found"],
  [
    "a name that is not a data stream's is a warning",
    { elastic: { streams: ["knovvu"] }, answers: stream({ "obs.logTarget": "knovvu" }) },
    "warn",
    "answer-mismatch",
    /type-dataset-namespace/,
  ],
  [
    "a version before 7.9 with data streams is a warning",
    { elastic: { version: "7.8.1", streams: ["logs-knovvu-prod"] }, answers: stream() },
    "warn",
    "version-low",
  ],
  ["a version before 7.9 with an index passes", { elastic: { version: "7.8.1" } }, "pass", "ok"],
  [
    "a missing product header is a warning, because Logstash refuses it",
    { elastic: { withoutProduct: true } },
    "warn",
    "unsupported",
    /X-Elastic-Product/,
  ],
  [
    "OpenSearch is a warning that names the other output plugin",
    { elastic: { distribution: "opensearch", version: "2.17.0" }, answers: { "obs.logForward": "opensearch" } },
    "warn",
    "unsupported",
    /OpenSearch output plugin/,
  ],
  [
    "OpenSearch where Elasticsearch was answered is recognised",
    { elastic: { distribution: "opensearch" } },
    "warn",
    "answer-mismatch",
    /The answer says Elasticsearch, and this is OpenSearch\..*output plugin/s,
  ],
  [
    "Elasticsearch where OpenSearch was answered is recognised",
    { answers: { "obs.logForward": "opensearch" } },
    "warn",
    "answer-mismatch",
    /The answer says OpenSearch, and this is Elasticsearch\./,
  ],
  ["a wrong password fails", { secret: "writer:wrong-one" }, "fail", "auth"],
  [
    "an API key is sent as one",
    { elastic: { authorization: "ApiKey a2V5LW9mLXRlc3Rz" }, secret: "a2V5LW9mLXRlc3Rz" },
    "pass",
    "ok",
  ],
  [
    "a missing privilege on the index fails, named",
    { elastic: { lacking: ["write"] } },
    "fail",
    "forbidden",
    /lacks write on knovvu/,
  ],
  [
    "a missing cluster privilege fails, named",
    { elastic: { lacking: ["monitor"], rootStatus: 403 } },
    "fail",
    "forbidden",
    /lacks monitor/,
  ],
  [
    "a missing right to create documents fails",
    { elastic: { lacking: ["create_doc"], streams: ["logs-knovvu-prod"] }, answers: stream() },
    "fail",
    "forbidden",
  ],
  ...[405, 400].map(
    (status): Row => [
      `security switched off (${status}) could not be told`,
      { elastic: { privilegesStatus: status } },
      "could-not-tell",
      "unsupported",
    ],
  ),
  [
    "an account that may not ask could not be told",
    { elastic: { privilegesStatus: 403 } },
    "could-not-tell",
    "forbidden",
  ],
  ["a broken cluster could not be told", { elastic: { rootStatus: 503 } }, "could-not-tell", "error"],
  [
    "a log-in page could not be told",
    { server: { rogue: { kind: "html" } } },
    "could-not-tell",
    "error",
    /log-in page/,
  ],
  [
    "an unknown name could not be told",
    { answers: { "obs.logUrl": "https://logs.inside.example:9200" } },
    "could-not-tell",
    "dns",
  ],
  [
    "an untrusted certificate fails",
    { answers: { "obs.logCa": undefined } as Partial<Answers> },
    "fail",
    "tls-untrusted",
  ],
];

const SPLUNK: Row[] = [
  ["a token that is known (code 5) passes", {}, "pass", "ok"],
  [
    "the collector's own path in the address is understood",
    { answers: { "obs.logUrl": `https://${HOST}:8088/services/collector/event` } },
    "pass",
    "ok",
  ],
  ["a token with its scheme in front is understood", { secret: `Splunk ${TOKEN}` }, "pass", "ok"],
  [
    "an index that only an event would prove is a warning",
    { answers: { "obs.logTarget": "knovvu" } },
    "warn",
    "unsupported",
    /index knovvu/,
  ],
  [
    "indexer acknowledgement (code 10) is a warning",
    { splunk: { acknowledges: true } },
    "warn",
    "unsupported",
    /channel/,
  ],
  ["an invalid token (code 4) fails", { secret: "another-one" }, "fail", "auth", /does not know the token/],
  ["a disabled token (code 1) fails", { splunk: { disabled: true } }, "fail", "auth", /disabled/],
  ["a token that is no token (401) fails", { secret: " " }, "fail", "auth"],
  ["a collector that is busy could not be told", { splunk: { busy: true } }, "could-not-tell", "error", /busy/],
  [
    "no collector at the address could not be told",
    { splunk: { absent: true } },
    "could-not-tell",
    "not-found",
    /8088/,
  ],
  ["a log-in page could not be told", { server: { rogue: { kind: "html" } } }, "could-not-tell", "error"],
  [
    "an unknown name could not be told",
    { answers: { "obs.logUrl": "https://hec.inside.example:8088" } },
    "could-not-tell",
    "dns",
  ],
  [
    "an untrusted certificate fails",
    { answers: { "obs.logCa": undefined } as Partial<Answers> },
    "fail",
    "tls-untrusted",
  ],
];

describe.each([
  ["obs-log-elastic", ELASTIC],
  ["obs-log-splunk", SPLUNK],
] as const)("%s", (id, rows) => {
  for (const [title, one, verdict, reasonCode, words] of rows)
    test(title, async () => {
      const found = await judged(id, one);
      expect([found.verdict, found.reasonCode], found.message).toEqual([verdict, reasonCode]);
      if (words) expect(found.message).toMatch(words);
    });

  test("an answer from here settles nothing: the workers send the logs, so only a fault counts", async () => {
    const observed = { requirementId: id, vantage: "app" as const, evidence: {}, observedAt: "", durationMs: 0 };
    const fine = { ...(await judged(id, {})), ...observed };
    expect(decidedBy(requirement(id), fine as never).verdict).toBe("could-not-tell");
    await peer?.close();
    const wrong = { ...(await judged(id, { secret: "x:wrong-one" })), ...observed };
    expect(decidedBy(requirement(id), wrong as never).verdict).toBe("fail");
  });
});

test("obs-log-elastic writes nothing: it asks the documented questions and no others", async () => {
  await judged("obs-log-elastic", { answers: stream() });
  expect(peer?.requests().map(({ method, path }) => `${method} ${path.split("?")[0]}`)).toEqual([
    "GET /",
    "POST /_security/user/_has_privileges",
    "GET /_data_stream/logs-knovvu-prod",
    "GET /_index_template",
  ]);
});

test("obs-log-splunk writes nothing: its event is empty", async () => {
  const found = await judged("obs-log-splunk", {});
  expect(peer?.requests().map(({ method, path, body }) => [method, path, body.length])).toEqual([
    ["GET", "/services/collector/health", 0],
    ["POST", "/services/collector/event", 0],
  ]);
  expect(found.steps?.map(({ name, state }) => `${name}: ${state}`)).toEqual([
    "resolve: done",
    "connect: done",
    "TLS: done",
    "health: done",
    "log in: done",
    "target: done",
  ]);
});
