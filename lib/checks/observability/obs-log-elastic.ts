import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";
import type { Answers } from "@/lib/intake/answers";
import type { WebAnswer, WebProbe, WebResult } from "@/lib/probes/types";

import { templateFor } from "./data-stream";
import { isWebPage, ladder, member, notAnswered, targetOf, textOf } from "./way-there";

const RUNGS = ["log in", "privileges", "target"] as const;
const INDEX_PRIVILEGES = {
  "data-stream": ["auto_configure", "create_doc"],
  index: ["create_index", "create", "write", "view_index_metadata"],
} as const;
/** Data streams came with this version. */
const STREAMS_SINCE = [7, 9] as const;
const TEMPLATES =
  "/_index_template?filter_path=index_templates.name,index_templates.index_template.index_patterns,index_templates.index_template.priority,index_templates.index_template.data_stream";

interface Seen {
  root: WebResult;
  privileges?: WebResult;
  stream?: WebResult;
  templates?: WebResult;
}

/** Logs can be forwarded to the customer's Elasticsearch or OpenSearch (S191). Nothing is written. */
export const obsLogElastic = defineCheck({
  id: "obs-log-elastic",
  needs: ["logTarget"],
  async run({ answers, probes }): Promise<Seen> {
    const root = await probes.logTarget.ask({ method: "GET", path: "/" });
    if (!root.ok || ![200, 403].includes(root.status) || isWebPage(root)) return { root };
    const privileges = isOpenSearch(root, answers) ? undefined : await askPrivileges(probes.logTarget, answers);
    const asked = { root, ...(privileges ? { privileges } : {}) };
    if (answers["obs.logMode"] !== "data-stream") return asked;
    const name = encodeURIComponent(answers["obs.logTarget"] ?? "");
    const stream = await probes.logTarget.ask({ method: "GET", path: `/_data_stream/${name}` });
    if (!stream.ok || stream.status !== 404) return { ...asked, stream };
    return { ...asked, stream, templates: await probes.logTarget.ask({ method: "GET", path: TEMPLATES }) };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

function askPrivileges(probe: WebProbe, answers: Answers): Promise<WebResult> {
  const privileges = INDEX_PRIVILEGES[answers["obs.logMode"] ?? "index"];
  return probe.ask({
    method: "POST",
    path: "/_security/user/_has_privileges",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ cluster: ["monitor"], index: [{ names: [answers["obs.logTarget"] ?? ""], privileges }] }),
  });
}

const isElastic = (root: WebAnswer) => /^elasticsearch$/i.test(root.headers["x-elastic-product"] ?? "");

/** Which of the two it says it is; where it says nothing, the answer counts. */
function isOpenSearch(root: WebAnswer, answers: Answers): boolean {
  if (textOf(member(root.body, "version"), "distribution") === "opensearch") return true;
  return !isElastic(root) && answers["obs.logForward"] === "opensearch";
}

function judge({ root, privileges, stream, templates }: Seen, { answers }: JudgeContext): Judgement {
  const url = answers["obs.logUrl"];
  const target = targetOf(url);
  const name = answers["obs.logTarget"] ?? "";
  const mode = answers["obs.logMode"] ?? "index";
  const what = answers["obs.logForward"] === "opensearch" ? "OpenSearch" : "Elasticsearch";
  const expected = `${what} takes the account and lets it write to ${name}`;
  const statuses = Object.entries({ root, privileges, stream, templates }).flatMap(([key, answer]) =>
    answer ? [[key, answer.ok ? answer.status : answer.code] as const] : [],
  );
  const version = root.ok ? textOf(member(root.body, "version"), "number") : "";
  const map = granted(privileges, name);
  const evidence = {
    ...Object.fromEntries(statuses),
    ...(version ? { version } : {}),
    ...(map ? { privileges: map } : {}),
  };
  const steps = (broke?: Parameters<typeof ladder>[3]) => ladder(root, true, RUNGS, broke);
  const about = { target, expected, evidence, steps: steps() };
  const at = (rung: (typeof RUNGS)[number], state: "failed" | "could-not-tell", detail: string) => ({
    ...about,
    steps: steps({ at: rung, state, detail }),
  });
  if (!root.ok || isWebPage(root) || ![200, 401, 403].includes(root.status))
    return notAnswered(root, root.ok ? at("log in", "could-not-tell", `HTTP ${root.status}`) : about, what);
  const answered = [privileges, stream, templates].find((one) => one && !one.ok);
  if (answered) return notAnswered(answered, at("privileges", "could-not-tell", "no answer"), what);
  if (root.status === 401 || (privileges?.ok && privileges.status === 401)) {
    const message = `${target} does not accept the stored credential. Enter user:password, or an API key of this system, again.`;
    return { ...at("log in", "failed", "HTTP 401"), verdict: "fail", reasonCode: "auth", found: "HTTP 401", message };
  }
  const open = isOpenSearch(root, answers);
  const reservations = reservationsOf({ root, answers, open, version, stream, templates });
  if (privileges?.ok && !open) {
    const refused = judgePrivileges(privileges, map, name, (state, detail) => at("privileges", state, detail), what);
    if (refused) return { ...refused, message: [refused.message, ...reservations.map((one) => one.message)].join(" ") };
  }
  const found = `${open ? "OpenSearch" : "Elasticsearch"} ${version || "of an unknown version"}${map ? ", all privileges" : ""}`;
  const warning = warningOf(reservations);
  if (warning) return { ...at("target", "could-not-tell", reservations[0]?.message ?? ""), found, ...warning };
  const message = `${what} takes the account, and it may write to the ${mode === "index" ? "index" : "data stream"} ${name}.`;
  return { ...about, verdict: "pass", reasonCode: "ok", found, message };
}

/** The privileges that the account lacks, as a judgement; undefined when it has all. */
function judgePrivileges(
  answer: WebAnswer,
  map: Record<string, boolean> | undefined,
  name: string,
  at: (state: "failed" | "could-not-tell", detail: string) => Omit<Judgement, "verdict" | "reasonCode" | "message">,
  what: string,
): Judgement | undefined {
  const found = `HTTP ${answer.status}`;
  if (answer.status === 403) {
    const message = `The account may log in, but not ask about its own privileges. Ask the administrator whether it may write to ${name}.`;
    return { ...at("could-not-tell", found), verdict: "could-not-tell", reasonCode: "forbidden", found, message };
  }
  if ([400, 404, 405].includes(answer.status)) {
    const message = `This ${what} runs without its security features, so privileges cannot be asked for. Ask the administrator who may write to ${name}.`;
    return { ...at("could-not-tell", found), verdict: "could-not-tell", reasonCode: "unsupported", found, message };
  }
  if (answer.status !== 200 || !map) {
    const told = notAnswered(answer, { ...at("could-not-tell", found) }, what);
    return { ...told, verdict: "could-not-tell" };
  }
  const lacking = Object.keys(map).filter((privilege) => !map[privilege]);
  if (lacking.length === 0 && member(answer.body, "has_all_requested") === true) return undefined;
  const list = lacking.join(", ") || "a privilege that it does not name";
  const message = `The account lacks ${list} on ${name}. Grant ${lacking.length === 1 ? "it" : "them"} to its role.`;
  return { ...at("failed", list), verdict: "fail", reasonCode: "forbidden", found: `without ${list}`, message };
}

/** The privilege map of the answer: the cluster's and the target's, by name. */
function granted(answer: WebResult | undefined, name: string): Record<string, boolean> | undefined {
  if (!answer?.ok || answer.status !== 200) return undefined;
  const both = [member(answer.body, "cluster"), member(member(answer.body, "index"), name)];
  const pairs = both.flatMap((part) => (typeof part === "object" && part !== null ? Object.entries(part) : []));
  if (pairs.length === 0) return undefined;
  return Object.fromEntries(pairs.slice(0, 20).map(([key, value]) => [key, value === true]));
}

function reservationsOf(seen: {
  root: WebAnswer;
  answers: Answers;
  open: boolean;
  version: string;
  stream?: WebResult | undefined;
  templates?: WebResult | undefined;
}): Reservation[] {
  const { root, answers, open, version, stream, templates } = seen;
  const name = answers["obs.logTarget"] ?? "";
  const said: Reservation[] = [];
  if (open !== (answers["obs.logForward"] === "opensearch"))
    said.push({
      reasonCode: "answer-mismatch",
      message: `The answer says ${open ? "Elasticsearch" : "OpenSearch"}, and this is ${open ? "OpenSearch" : "Elasticsearch"}.`,
      suggests: { field: "obs.logForward", value: open ? "opensearch" : "elasticsearch" },
    });
  if (open)
    said.push({
      reasonCode: "unsupported",
      message: `This is OpenSearch: Logstash needs its OpenSearch output plugin, and whether the account may write to ${name} shows only when it does. Tell SESTEK.`,
    });
  else if (!isElastic(root))
    said.push({
      reasonCode: "unsupported",
      message:
        "The answer lacks the header X-Elastic-Product, without which Logstash's Elasticsearch output refuses to write. Let proxies pass it on, or tell SESTEK that another output plugin is needed.",
    });
  if (answers["obs.logMode"] !== "data-stream") return said;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (!open && version && (major < STREAMS_SINCE[0] || (major === STREAMS_SINCE[0] && minor < STREAMS_SINCE[1])))
    said.push({
      reasonCode: "version-low",
      message: `Version ${version} knows no data streams; they came with ${STREAMS_SINCE.join(".")}. Write to an index, or update it.`,
    });
  if (!/^[^-]+-.+-[^-]+$/.test(name))
    said.push({
      reasonCode: "answer-mismatch",
      message: `${name} is not named as data streams are (type-dataset-namespace, such as logs-knovvu-prod). Correct the name.`,
    });
  if (!(stream?.ok && stream.status === 200) && !(templates?.ok && templateFor(templates.body, name)))
    said.push({
      reasonCode: "not-found",
      message: `There is no data stream ${name} yet, and no index template with data_stream that matches it was seen, so it is open whether it is made at the first write. Create the template.`,
    });
  return said;
}
