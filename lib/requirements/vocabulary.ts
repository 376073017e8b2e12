/** The closed word lists of the product. No second word for the same thing exists anywhere. */

export const VERDICTS = ["pass", "warn", "fail", "could-not-tell", "not-applicable"] as const;
/** What is known of a requirement or of one target of it. */
export type Verdict = (typeof VERDICTS)[number];
/** The verdicts that judging code may give; not-applicable comes from answers alone. */
export type JudgedVerdict = Exclude<Verdict, "not-applicable">;

export const PROGRESS = ["idle", "waiting", "queued", "running"] as const;
/** Where a requirement stands in the current work; kept apart from the verdict. */
export type Progress = (typeof PROGRESS)[number];

export const SEVERITIES = ["blocker", "warning", "info"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const VANTAGES = ["app", "cluster", "terminal", "person"] as const;
/** Where an observation was made from: our server (R), a probe pod (P), a terminal or license server (T), a person (A). */
export type Vantage = (typeof VANTAGES)[number];

export const REASON_CODES = [
  "ok",
  "dns",
  "refused",
  "timeout",
  "reset",
  "tls-untrusted",
  "tls-expired",
  "tls-name",
  "auth",
  "forbidden",
  "not-found",
  "unsupported",
  "admission-quota",
  "admission-psa",
  "admission-webhook",
  "rate-limited",
  "answer-missing",
  "answer-unknown",
  "answer-mismatch",
  "version-low",
  "version-high",
  "expired",
  "expiring",
  "blocked-by-policy",
  "app-unreachable",
  "residue",
  "stale",
  "error",
] as const;
/** Why an observation has its verdict: the closed list of catalogue 1.2. */
export type ReasonCode = (typeof REASON_CODES)[number];

export const GROUPS = [
  { id: "terminal", title: "Terminal server" },
  { id: "kubernetes", title: "Kubernetes platform" },
  { id: "namespaces", title: "Namespaces & RBAC" },
  { id: "storage", title: "Storage" },
  { id: "network", title: "Ingress & network" },
  { id: "registry", title: "Registry" },
  { id: "database", title: "Database" },
  { id: "object-storage", title: "Object storage" },
  { id: "license", title: "License server" },
  { id: "observability", title: "Observability" },
  { id: "project", title: "Responsibility & project information" },
] as const;
export type GroupId = (typeof GROUPS)[number]["id"];

export const ACTORS = ["k8s", "network", "db", "registry", "security", "windows", "manager", "sestek"] as const;
/** Who must act on a requirement: a contact role of the customer, the project manager, or SESTEK. */
export type WhoActs = (typeof ACTORS)[number];

/** The plain name of each who-must-act value, as shown on every page. */
export const WHO_ACTS_TITLE: Record<WhoActs, string> = {
  k8s: "Cluster administrator",
  network: "Network team",
  db: "Database administrator",
  registry: "Registry administrator",
  security: "Security team",
  windows: "Windows administrator",
  manager: "Project manager",
  sestek: "SESTEK",
};

/** The plain word of each verdict, as shown on every page and in the command's table. */
export const VERDICT_TITLE: Record<Verdict, string> = {
  pass: "Pass",
  warn: "Warning",
  fail: "Fail",
  "could-not-tell": "Could not tell",
  "not-applicable": "Not applicable",
};
