import { z } from "zod";

import { parseQuantity } from "@/lib/intake/quantity";

import { OPEN_QUESTIONS } from "./policy-open-questions";

/** As the Kubernetes project publishes them for the versions of the window. */
const UPSTREAM_END_OF_LIFE = {
  "1.22": "2022-10-28",
  "1.23": "2023-02-28",
  "1.24": "2023-07-28",
  "1.25": "2023-10-28",
  "1.26": "2024-02-28",
  "1.27": "2024-06-28",
  "1.28": "2024-10-28",
  "1.29": "2025-02-28",
  "1.30": "2025-06-28",
  "1.31": "2025-10-28",
  "1.32": "2026-02-28",
  "1.33": "2026-06-28",
  "1.34": "2026-10-27",
};

const quantity = z
  .string()
  .trim()
  .refine((value) => parseQuantity(value) !== undefined, "Enter a quantity such as 500m, 3 or 6Gi.");

/**
 * Numbers the vendor left open (catalogue: "proposed") and windows that age, as configuration.
 * Defaults are the catalogue's; an operator overrides single keys in the file named by READINESS_POLICY.
 */
export const Policy = z.strictObject({
  /** Kubernetes 1.x window, inclusive (k8s-version-window, S76). */
  kubernetesMinor: z
    .strictObject({ min: z.int().min(1).max(200).default(22), max: z.int().min(1).max(200).default(34) })
    .refine(({ min, max }) => min <= max, "The oldest version is newer than the newest one. Correct one of them.")
    .prefault({}),
  /** Days on which upstream ends its repairs, by Kubernetes version (k8s-version-window: a warning from then on). */
  upstreamEndOfLife: z.record(z.string().regex(/^1\.\d+$/), z.iso.date()).default(UPSTREAM_END_OF_LIFE),
  /** Hours (app) and days an observation stays fresh, by vantage (catalogue 1.1). */
  freshness: z
    .strictObject({
      appHours: z.number().positive().default(24),
      clusterDays: z.number().positive().default(7),
      terminalDays: z.number().positive().default(7),
      personDays: z.number().positive().default(30),
    })
    .prefault({}),
  /** Days before installStart at which an open answer turns from could-not-tell to fail. */
  answerDeadlineDays: z.int().nonnegative().default(10),
  /** A credential must outlive installEnd by this many days (k8s-credential-valid). */
  credentialMarginDays: z.int().nonnegative().default(7),
  /** A certificate that ends sooner is a warning (k8s-api-reachable). */
  certificateWarnDays: z.int().nonnegative().default(30),
  /** A certificate that ends sooner fails (net-certificate). */
  certificateFailDays: z.int().nonnegative().default(7),
  /** Requests are multiplied by this percentage for quotas and capacity (ns-quota, S117). */
  quotaPercent: z.int().min(100).default(130),
  /** Clock difference to the API server that is a warning, in minutes. */
  clockSkewMinutes: z.number().positive().default(5),
  /**
   * Major versions that SESTEK has verified, by product and engine (db-version, D24). The entry of VA is
   * proposed from the vendor's public page until SESTEK confirms it.
   */
  databaseVersions: z
    .partialRecord(
      z.enum(["CORE", "STAI", "CA", "VA", "OTHER"]),
      z.strictObject({
        postgresql: z.array(z.number().positive()).min(1).optional(),
        mssql: z.array(z.number().positive()).min(1).optional(),
      }),
    )
    .default({ VA: { postgresql: [12, 13, 14] } }),
  /** LimitRange bounds (ns-limitrange-*, S123-S135), as Kubernetes quantities. */
  limitRange: z
    .strictObject({
      minCpu: quantity.default("10m"),
      minMemory: quantity.default("6Mi"),
      commonMaxCpu: quantity.default("3"),
      commonMaxMemory: quantity.default("6Gi"),
      productMaxCpu: quantity.default("16"),
      productMaxMemory: quantity.default("32Gi"),
      /** What a namespace without any LimitRange is (D14). */
      absent: z.enum(["pass", "warn", "fail"]).default("warn"),
      /** Roles whose namespaces need the products' LimitRange (D5). */
      productRoles: z.array(z.enum(["stai", "core", "ca", "va", "other"])).default(["stai", "core", "ca", "va"]),
    })
    .prefault({}),
  ...OPEN_QUESTIONS,
  /** Deadlines in milliseconds and bounds of a run (catalogue 1.4). */
  limits: z
    .strictObject({
      connectMs: z.int().positive().default(5_000),
      checkMs: z.int().positive().default(20_000),
      /** A check that walks a long list, such as reg-mirror. */
      listMs: z.int().positive().default(180_000),
      runMs: z.int().positive().default(300_000),
      perHost: z.int().positive().default(4),
      perRun: z.int().positive().default(64),
      bodyBytes: z
        .int()
        .positive()
        .default(8 * 1024 * 1024),
      checkBytes: z
        .int()
        .positive()
        .default(64 * 1024 * 1024),
      evidenceChars: z.int().positive().default(512),
    })
    .prefault({}),
});
export type Policy = z.infer<typeof Policy>;

/** The catalogue's own numbers. */
export const DEFAULT_POLICY: Policy = Policy.parse({});
