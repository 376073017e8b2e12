import type { Answers } from "../answers";
import { fields, options, TRI } from "./define";
import type { Section } from "./types";

const forwards = (answers: Answers) => answers["obs.logForward"] !== undefined && answers["obs.logForward"] !== "none";
const elastic = (answers: Answers) =>
  answers["obs.logForward"] === "elasticsearch" || answers["obs.logForward"] === "opensearch";
const otlp = (answers: Answers) => answers["obs.tracing"] === "external-otlp";
const OWNERS = options({ SESTEK: "SESTEK", customer: "Customer", "n/a": "Not used" });

export const observability: Section = {
  id: "observability",
  title: "Observability",
  intro: "Logs, metrics and traces. An Elastic Stack comes with every deployment.",
  fields: fields("Cluster administrator", [
    {
      id: "obs.logForward",
      label: "Are logs forwarded to a system of yours?",
      help: "In addition to the Elastic Stack in the cluster.",
      kind: "choice",
      who: "C",
      options: options({
        none: "No",
        elasticsearch: "Elasticsearch",
        opensearch: "OpenSearch",
        splunk: "Splunk",
        other: "Another system",
      }),
    },
    {
      id: "obs.logUrl",
      label: "Its address",
      help: "https address that takes the logs.",
      example: "https://hec.corp.example:8088",
      kind: "text",
      who: "C",
      applies: forwards,
    },
    {
      id: "obs.logMode",
      label: "Where are logs written?",
      help: "Data streams need version 7.9 or newer.",
      kind: "choice",
      who: "C",
      applies: elastic,
      options: options({ "data-stream": "Data stream", index: "Index" }),
    },
    {
      id: "obs.logTarget",
      label: "Its name",
      help: "Name of the data stream or index.",
      example: "knovvu",
      kind: "text",
      who: "C",
      max: 255,
      applies: forwards,
      optional: true,
    },
    {
      id: "obs.logSecret",
      label: "Password, API key or token",
      help: "Elasticsearch: user:password, or an encoded API key. OpenSearch: user:password, or a token. Splunk: the collector's token. Stored encrypted, never shown again.",
      kind: "secret",
      who: "C",
      max: 4096,
      applies: forwards,
    },
    {
      id: "obs.logCa",
      label: "CA certificates of the log system",
      help: "Needed when its certificate is from a private CA. PEM text.",
      kind: "pem",
      who: "C",
      optional: true,
      applies: forwards,
    },
    {
      id: "obs.promOperator",
      label: "Is a Prometheus Operator installed?",
      help: "Then monitoring objects are created for it.",
      kind: "tri",
      who: "C",
      options: TRI,
    },
    {
      id: "obs.tracing",
      label: "Where do traces go?",
      help: "By default to the Elastic APM that SESTEK deploys.",
      kind: "choice",
      who: "C",
      options: options({
        "default-elastic-apm": "To SESTEK's Elastic APM",
        "external-otlp": "To an OpenTelemetry system of ours",
      }),
    },
    {
      id: "obs.otlp",
      label: "OpenTelemetry endpoint",
      help: "Port 4317 is usual for gRPC, 4318 for HTTP.",
      kind: "composite",
      who: "C",
      applies: otlp,
      columns: [
        { key: "endpoint", label: "Address", kind: "text", example: "https://otel.corp.example:4318" },
        { key: "protocol", label: "Protocol", kind: "choice", options: options({ grpc: "gRPC", http: "HTTP" }) },
      ],
    },
    {
      id: "obs.otlpHeaders",
      label: "Headers for the endpoint",
      help: "One a line, as Name: value. Stored encrypted, never shown again.",
      kind: "secret",
      who: "C",
      optional: true,
      max: 4096,
      applies: otlp,
    },
    {
      id: "obs.otlpCa",
      label: "CA certificates of the endpoint",
      help: "Needed when its certificate is from a private CA. PEM text.",
      kind: "pem",
      who: "C",
      optional: true,
      applies: otlp,
    },
  ]),
};

export const responsibility: Section = {
  id: "responsibility",
  title: "Responsibility",
  intro: "Who deploys, updates and supports each component. Agreed before the start.",
  fields: fields("Project manager", [
    {
      id: "resp.matrix",
      label: "Responsibility matrix",
      help: "One row a component. Paste lines as: component, deployment, updates, support, note.",
      kind: "rows",
      who: "PM+C",
      max: 60,
      columns: [
        { key: "component", label: "Component", kind: "text", example: "Redis" },
        { key: "deployment", label: "Deployment", kind: "choice", options: OWNERS, optional: true },
        { key: "versionUpdate", label: "Updates", kind: "choice", options: OWNERS, optional: true },
        { key: "support", label: "Support", kind: "choice", options: OWNERS, optional: true },
        { key: "note", label: "Note", kind: "text", optional: true },
      ],
    },
    {
      id: "resp.agreedOn",
      label: "Agreed on",
      help: "Not later than the first day of the installation.",
      example: "2026-12-10",
      kind: "date",
      who: "PM",
    },
    {
      id: "resp.file",
      label: "Signed file",
      help: "As text; the signed document itself is attached where it is attested.",
      kind: "file",
      who: "PM",
      optional: true,
    },
  ]),
};
