import { z } from "zod";

const flag = z
  .enum(["0", "1", ""])
  .default("")
  .transform((value) => value === "1");
const cidrs = z
  .string()
  .default("")
  .transform((text) => text.split(/[\s,]+/).filter(Boolean));

const hosts = z
  .string()
  .default("")
  .transform((text) =>
    text
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  );

/** `group=role` pairs of single sign-on, in the order given. */
const roles = z
  .string()
  .default("")
  .transform((text) => text.split(",").flatMap((pair) => pair.trim() || []))
  .pipe(
    z.array(
      z
        .string()
        .regex(
          /^.+=(admin|manager|engineer)$/,
          "needs pairs such as readiness-admins=admin, with admin, manager or engineer",
        )
        .transform((pair) => ({
          value: pair.slice(0, pair.lastIndexOf("=")).trim(),
          role: pair.slice(pair.lastIndexOf("=") + 1) as "admin" | "manager" | "engineer",
        })),
    ),
  );
const given = z
  .string()
  .optional()
  .transform((text) => text?.trim() || undefined);
const isLoopback = ({ hostname }: URL) => ["localhost", "127.0.0.1", "[::1]"].includes(hostname);

const Env = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
    PORT: z.coerce.number().int().min(1).max(65535).default(3000),
    BIND: z.string().default("127.0.0.1"),
    /** Folder of the database file, the key and the sign-in secret. */
    READINESS_DATA: z.string().default("data"),
    /** `file:/absolute/path` or `postgresql://…`. */
    DATABASE_URL: z.string().regex(/^(file:|postgres(ql)?:\/\/)/, "must start with file: or postgresql://"),
    /** The address people type, without a trailing slash; Origin is checked against it. */
    PUBLIC_URL: z.url().optional(),
    NEXTAUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
    NEXTAUTH_URL: z.url().optional(),
    /** 32 bytes in base64 or hex; several, newest first, separated by commas while rotating. */
    READINESS_KEY: z.string().optional(),
    READINESS_KEY_FILE: z.string().optional(),
    /** YAML file that overrides single numbers of the policy. */
    READINESS_POLICY: z.string().optional(),
    CHECK_ALLOW_CIDRS: cidrs,
    CHECK_DENY_CIDRS: cidrs,
    /** Hosts besides a registry's own that may be given its credentials for a token. */
    CHECK_TOKEN_HOSTS: hosts,
    CHECK_ALLOW_LOOPBACK: flag,
    READINESS_DEMO: flag,
    SESSION_HOURS: z.coerce.number().positive().max(24).default(8),
    SESSION_IDLE_MINUTES: z.coerce.number().min(30).max(480).default(120),
    /** Reverse proxies in front that add the caller to X-Forwarded-For; 0 trusts no such header. */
    TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
    OIDC_ISSUER: given.pipe(z.url().optional()),
    OIDC_CLIENT_ID: given,
    OIDC_CLIENT_SECRET: given,
    OIDC_NAME: z.string().max(40).default("single sign-on"),
    OIDC_ROLE_CLAIM: given,
    OIDC_ROLES: roles,
    /** Days after which a closed project's secrets are removed. */
    SECRET_RETENTION_DAYS: z.coerce.number().int().nonnegative().max(3650).default(30),
    /** Mail server of the operator: smtp://user:password@host:587 or smtps://…; without it no mails go out. */
    SMTP_URL: given.pipe(
      z
        .string()
        .regex(/^smtps?:\/\//, "must start with smtp:// or smtps://")
        .optional(),
    ),
    MAIL_FROM: z.string().default("Knovvu Readiness <readiness@localhost>"),
    LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  })
  .refine((env) => !(env.CHECK_ALLOW_LOOPBACK && env.NODE_ENV === "production" && !env.READINESS_DEMO), {
    path: ["CHECK_ALLOW_LOOPBACK"],
    message: "is refused in production; it exists for tests and local trials (set READINESS_DEMO=1 to try anyway)",
  })
  .refine((env) => new Set([env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET].map(Boolean)).size === 1, {
    path: ["OIDC_ISSUER"],
    message: "needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET too; give all three or none",
  })
  .refine((env) => Boolean(env.OIDC_ROLE_CLAIM) === env.OIDC_ROLES.length > 0, {
    path: ["OIDC_ROLE_CLAIM"],
    message: "and OIDC_ROLES belong together; give both or none",
  })
  .refine((env) => !env.OIDC_ISSUER || /^https:/.test(env.OIDC_ISSUER) || isLoopback(new URL(env.OIDC_ISSUER)), {
    path: ["OIDC_ISSUER"],
    message: "must begin with https://",
  });
export type Env = z.infer<typeof Env>;

/** Reads the settings; throws one line a wrong variable, naming it and what to do. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const parsed = Env.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".") || "settings"}: ${issue.message}`);
  throw new Error(`The settings are not usable. Correct these variables and start again:\n  ${lines.join("\n  ")}`);
}

/** A library's notice about Node versions is for us who pin it, not for the people who read the output. */
function quiet(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
}

let cached: Env | undefined;

/** The settings of this process, read once. The only reader of process.env. */
export function env(): Env {
  quiet();
  cached ??= readEnv(process.env);
  return cached;
}

const CheckEnv = z.object({
  READINESS_POLICY: z.string().optional(),
  CHECK_ALLOW_CIDRS: cidrs,
  CHECK_DENY_CIDRS: cidrs,
  CHECK_TOKEN_HOSTS: hosts,
  CHECK_ALLOW_LOOPBACK: flag,
});

/** The few settings that the command reads; `all` serves `{env: NAME}` references of an answers file. */
export function checkEnv(): z.infer<typeof CheckEnv> & { all: Record<string, string | undefined> } {
  quiet();
  const parsed = CheckEnv.safeParse(process.env);
  if (parsed.success) return { ...parsed.data, all: process.env };
  throw new Error(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
}
