import { defineCheck, type JudgeContext, type Judgement } from "@/lib/checks/define-check";
import type { GrpcResult, TracesProbe, WebResult } from "@/lib/probes/types";

import { ladder, notAnswered, targetOf } from "./way-there";

const EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
const RUNGS = ["log in", "empty export"] as const;
const PATH = "/v1/traces";

type Seen = { kind: "http"; answer: WebResult; form: "json" | "protobuf" } | { kind: "grpc"; answer: GrpcResult };

/** The trace destination takes an empty export (S199). No trace is sent. */
export const obsTracing = defineCheck({
  id: "obs-tracing",
  needs: ["traces"],
  async run({ answers, probes }): Promise<Seen> {
    const { endpoint = "", protocol } = answers["obs.otlp"] ?? {};
    if (protocol === "grpc") return { kind: "grpc", answer: await probes.traces.call(EXPORT) };
    return { kind: "http", ...(await overHttp(probes.traces, endpoint)) };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

/** As JSON first; a collector that takes protobuf alone answers 415 and is asked again. */
async function overHttp(
  probe: TracesProbe,
  endpoint: string,
): Promise<{ answer: WebResult; form: "json" | "protobuf" }> {
  const path = new URL(endpoint).pathname.endsWith(PATH) ? "" : PATH;
  const json = { "content-type": "application/json" };
  const answer = await probe.ask({ method: "POST", path, headers: json, body: '{"resourceSpans":[]}' });
  if (!answer.ok || answer.status !== 415) return { answer, form: "json" };
  const protobuf = { "content-type": "application/x-protobuf", accept: "application/x-protobuf" };
  return { answer: await probe.ask({ method: "POST", path, headers: protobuf, body: "" }), form: "protobuf" };
}

/** What the destination said, whichever way it was asked. */
interface Said {
  outcome: "taken" | "unauthorized" | "forbidden" | "absent" | "not-honoured" | "unclear";
  found: string;
}

function saidOverHttp(answer: Extract<WebResult, { ok: true }>, form: "json" | "protobuf"): Said {
  const { status } = answer;
  const found = `HTTP ${status}`;
  const outcomes: Record<number, Said["outcome"]> = {
    400: "not-honoured",
    401: "unauthorized",
    403: "forbidden",
    404: "absent",
  };
  if (status !== 200) return { outcome: outcomes[status] ?? "unclear", found };
  const type = answer.headers["content-type"] ?? "";
  const ours = answer.empty || (form === "json" ? !answer.notJson : /protobuf|octet-stream/.test(type));
  return { outcome: ours ? "taken" : "unclear", found };
}

function saidOverGrpc({ status, grpcStatus, message }: Extract<GrpcResult, { ok: true }>): Said {
  const web: Record<number, Said["outcome"]> = { 401: "unauthorized", 403: "forbidden", 404: "absent" };
  if (grpcStatus === undefined)
    return { outcome: web[status] ?? "unclear", found: `HTTP ${status} without a gRPC status` };
  const found = `status ${grpcStatus}${message ? ` (${message})` : ""}`;
  const outcomes: Record<number, Said["outcome"]> = {
    0: "taken",
    3: "not-honoured",
    7: "forbidden",
    12: "absent",
    16: "unauthorized",
  };
  return { outcome: outcomes[grpcStatus] ?? "unclear", found };
}

function judge(seen: Seen, { answers }: JudgeContext): Judgement {
  const { endpoint = "", protocol = "http" } = answers["obs.otlp"] ?? {};
  const target = targetOf(endpoint);
  const tls = endpoint.startsWith("https:");
  const expected = `an empty export is taken over ${protocol === "grpc" ? "gRPC" : "HTTP"}`;
  const { answer } = seen;
  const what = "an OpenTelemetry collector";
  const about = { target, expected };
  if (!answer.ok) return notAnswered(answer, { ...about, steps: ladder(answer, tls, RUNGS) }, what);
  const said = seen.kind === "http" ? saidOverHttp(seen.answer as never, seen.form) : saidOverGrpc(answer as never);
  const { outcome, found } = said;
  const evidence = {
    status: answer.status,
    ...("grpcStatus" in answer ? { grpcStatus: answer.grpcStatus } : {}),
    ...(seen.kind === "http" ? { form: seen.form } : {}),
  };
  const at = (rung: (typeof RUNGS)[number], state: "failed" | "could-not-tell") => ({
    ...about,
    evidence,
    found,
    steps: ladder(answer, tls, RUNGS, { at: rung, state, detail: found }),
  });
  switch (outcome) {
    case "unauthorized":
      return {
        ...at("log in", "failed"),
        verdict: "fail",
        reasonCode: "auth",
        message: `${target} wants another credential (${found}). Enter the headers that it asks for.`,
      };
    case "forbidden":
      return {
        ...at("log in", "failed"),
        verdict: "fail",
        reasonCode: "forbidden",
        message: `${target} refuses traces from this credential (${found}). Grant it the right to send them.`,
      };
    case "absent":
      return {
        ...at("empty export", "failed"),
        verdict: "fail",
        reasonCode: "not-found",
        message: `${target} takes no traces over ${protocol === "grpc" ? "gRPC" : "HTTP"} at this address (${found}). Correct the endpoint or the protocol.`,
      };
    case "not-honoured":
      return {
        ...at("empty export", "could-not-tell"),
        verdict: "could-not-tell",
        reasonCode: "unsupported",
        message: `${target} refuses an empty export (${found}), which says nothing of real traces. Ask its administrator to confirm it.`,
      };
    case "unclear":
      return unclear(seen, at("empty export", "could-not-tell"), what);
    case "taken":
      return taken({ ...about, evidence, found, steps: ladder(answer, tls, RUNGS) }, target, tls, answers);
  }
}

function unclear(seen: Seen, about: Omit<Judgement, "verdict" | "reasonCode" | "message">, what: string): Judgement {
  if (seen.kind === "http") return { ...notAnswered(seen.answer, about, what), verdict: "could-not-tell" };
  const message = `${about.target} answered, but with ${about.found}, which settles nothing. Run this again, or check that it speaks gRPC.`;
  return { ...about, verdict: "could-not-tell", reasonCode: "error", message };
}

/** Taken from here is a warning at best: the workers send the traces, and only a look from there proves their way. */
function taken(
  about: Omit<Judgement, "verdict" | "reasonCode" | "message">,
  target: string,
  tls: boolean,
  answers: JudgeContext["answers"],
): Judgement {
  const { endpoint = "", protocol } = answers["obs.otlp"] ?? {};
  const { port } = new URL(endpoint);
  const said: Pick<Judgement, "message" | "reasonCode">[] = [];
  if (!tls) said.push({ reasonCode: "unsupported", message: "Traces travel unencrypted. Use an https address." });
  if ((port === "4317" && protocol === "http") || (port === "4318" && protocol === "grpc"))
    said.push({
      reasonCode: "answer-mismatch",
      message: `Port ${port} is usual for ${protocol === "http" ? "gRPC" : "HTTP"}, and ${protocol === "http" ? "HTTP" : "gRPC"} was answered. It works, but check that it is meant.`,
    });
  said.push({
    reasonCode: "app-unreachable",
    message: `${target} takes an empty export. A probe pod on the workers has to prove their way.`,
  });
  const [first] = said;
  return {
    ...about,
    verdict: "warn",
    reasonCode: said.length > 1 && first ? first.reasonCode : "app-unreachable",
    message: said.map(({ message }) => message).join(" "),
  };
}
