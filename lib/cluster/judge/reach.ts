import type { Judgement } from "@/lib/checks/define-check";
import { ENGINE, USUAL_PORT } from "@/lib/checks/network/net-db-port";
import { holds } from "@/lib/intake/addresses";
import type { Answers } from "@/lib/intake/answers";
import { isIp } from "@/lib/intake/schemas/basics";

import type { ReachLine } from "../lines";
import { coverage, grouped, type Looked, troubled } from "./about";

/** First bytes by which the engines are told (catalogue 1.7). */
const PG_ANSWER = /^(53|4e)/;
const PG_ERROR = /^45/;
const TDS_ANSWER = /^04/;

/** What a requirement expects of the line, and whether its service is installed only later (catalogue 1.7). */
function about(check: string, answers: Answers): { expected: string; later: boolean } {
  if (check === "net-license-port")
    return { expected: "the license service answers", later: answers["lic.installed"] !== "yes" };
  if (check === "net-recorder-port") return { expected: "the recorder answers", later: true };
  if (check === "net-sr-port") return { expected: "the SR server answers HTTP", later: true };
  if (check === "net-db-port")
    return { expected: `${ENGINE[answers["db.engine"] ?? "postgresql"]} answers`, later: false };
  return { expected: "the workers reach it", later: false };
}

type Said = Pick<Judgement, "verdict" | "reasonCode" | "message" | "found">;

function closed({ host, state, detail }: ReachLine, target: string, later: boolean): Said {
  switch (state) {
    case "refused":
      return later
        ? {
            verdict: "warn",
            reasonCode: "refused",
            found: "refused",
            message: `${target} refuses the workers' connection: the way is probably open, and the service is not installed yet. Look again after the installation.`,
          }
        : {
            verdict: "fail",
            reasonCode: "refused",
            found: "refused",
            message: `${target} refuses the workers' connection: the host is reached, but nothing listens there, or a firewall rejects it.`,
          };
    case "timeout":
      return {
        verdict: "fail",
        reasonCode: "timeout",
        found: "no answer",
        message: `${target} does not answer the workers: something on the way drops the connection.`,
      };
    case "dns":
      return {
        verdict: "fail",
        reasonCode: "dns",
        found: "no address",
        message: `The workers cannot resolve ${host}.`,
      };
    default:
      return {
        verdict: "could-not-tell",
        reasonCode: "error",
        found: detail || "another error",
        message: `The pod could not try ${target}${detail ? `: ${detail}` : "."}`,
      };
  }
}

const pass = (target: string, found: string): Said => ({
  verdict: "pass",
  reasonCode: "ok",
  found,
  message: `The workers reach ${target}.`,
});

function database({ mode, detail, port }: ReachLine, target: string, answers: Answers): Said {
  const engine = answers["db.engine"] ?? "postgresql";
  const right = mode === "tds" ? TDS_ANSWER : PG_ANSWER;
  const other = mode === "tds" ? PG_ERROR : TDS_ANSWER;
  if (!detail)
    return {
      verdict: "could-not-tell",
      reasonCode: "reset",
      found: "no first byte",
      message: `${target} takes the connection but does not speak: something in front may accept for others.`,
    };
  if (other.test(detail))
    return {
      verdict: "fail",
      reasonCode: "answer-mismatch",
      found: "the other engine's first byte",
      message: `${target} speaks another protocol than the stated engine.`,
    };
  if (!right.test(detail))
    return {
      verdict: "warn",
      reasonCode: "answer-mismatch",
      found: `first byte ${detail.slice(0, 2)}`,
      message: `${target} answers, but not as ${ENGINE[engine]} does. Check the address and the port.`,
    };
  if (port !== USUAL_PORT[engine])
    return {
      verdict: "warn",
      reasonCode: "answer-mismatch",
      found: ENGINE[engine],
      message: `The workers reach the database on ${port}; the usual port, which firewall rules are written for, is ${USUAL_PORT[engine]}.`,
    };
  return pass(target, ENGINE[engine]);
}

function spoken(line: ReachLine, target: string, answers: Answers): Said {
  const { mode, detail } = line;
  if (mode === "pg" || mode === "tds") return database(line, target, answers);
  if (mode === "http") {
    if (/^[1-5]\d\d$/.test(detail)) return pass(target, `HTTP ${detail}`);
    const https = detail === "https";
    return {
      verdict: "warn",
      reasonCode: "unsupported",
      found: https ? "https only" : "no HTTP",
      message: https
        ? `${target} answers https only, and plain HTTP is expected.`
        : `${target} takes connections but answers no HTTP: another program may listen there.`,
    };
  }
  if (mode === "tls") {
    const [, status, code] = /^(\d*):(\d+)$/.exec(detail) ?? [];
    if (code === "0") return pass(target, `TLS, HTTP ${status}`);
    return {
      verdict: "could-not-tell",
      reasonCode: "error",
      found: "no TLS",
      message: `${target} takes the workers' connection, but TLS does not come about. A proxy may stand between.`,
    };
  }
  if (detail === "held") return pass(target, "connected and held");
  return {
    verdict: "could-not-tell",
    reasonCode: "reset",
    found: "closed at once",
    message: `${target} takes connections and closes them at once: a proxy or a load balancer may accept for a service that is not there.`,
  };
}

/** The table of catalogue 1.7 for one line of one pod. */
export function judgeLine(line: ReachLine, answers: Answers): Judgement {
  const { check, host, port, mode, state } = line;
  const { expected, later } = about(check, answers);
  const target = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const said = state === "connected" ? spoken(line, target, answers) : closed(line, target, later);
  return { target, expected, ...said, evidence: { host, port, mode, state } };
}

/** The license server is also reached when its address works and only its name does not (net-license-port). */
function byAddressOnly(list: Judgement[]): Judgement[] {
  const reached = list.some(({ target, verdict }) => verdict === "pass" && isIp(target.replace(/:\d+$/, "")));
  if (!reached) return list;
  return list.map((one) =>
    one.reasonCode === "dns"
      ? {
          ...one,
          verdict: "warn",
          message: `${one.message} Its address is reached: have the name resolved in the cluster, or use the address.`,
        }
      : one,
  );
}

/** Ports that nodes themselves answer on: a license server must not be one of the workers. */
function onNode(list: Judgement[], nodeAddresses: readonly string[], answers: Answers): Judgement[] {
  const places = [answers["lic.host"], answers["lic.ip"]].filter((one) => one !== undefined);
  if (!places.some((one) => holds(nodeAddresses, one))) return list;
  return [
    ...list,
    {
      target: "license server",
      verdict: "warn",
      reasonCode: "answer-mismatch",
      message:
        "The license server's address is one of the cluster's own nodes. 30113 lies in the range of node ports there, so the cluster may answer in its place.",
    },
  ];
}

/** One of the requirements that ask whether every worker reaches something (1.7), node by node. */
export function judgeReach(check: string, looked: Looked & { nodeAddresses?: readonly string[] }): Judgement[] {
  const { said, answers, workers, trouble, nodeAddresses = [] } = looked;
  const lines = said.reach.filter((one) => one.check === check && one.mode !== "name");
  if (lines.length === 0)
    return [
      troubled(
        "workers",
        trouble ?? { reasonCode: "error", message: "No pod said anything of it. Run the probe again." },
      ),
    ];
  const judged = grouped(lines.map((line) => ({ node: line.node, ms: line.ms, judgement: judgeLine(line, answers) })));
  const license = check === "net-license-port";
  const special = license ? onNode(byAddressOnly(judged), nodeAddresses, answers) : judged;
  return [
    ...special,
    ...coverage(
      lines.map(({ node }) => node),
      workers,
    ),
  ];
}
