import { type Logger, pino } from "pino";

import { env } from "@/lib/env";

let logger: Logger | undefined;

/** One line of JSON an event; never a secret, an answer or a body. */
export function log(): Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    redact: { paths: ["*.token", "*.password", "*.secret", "*.authorization", "*.kubeconfig"], censor: "[secret]" },
  });
  return logger;
}
