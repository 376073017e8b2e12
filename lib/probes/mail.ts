import { createTransport } from "nodemailer";

import type { Mail } from "@/lib/notify/mail";

const CONNECT_MS = 10_000;
const TOTAL_MS = 30_000;

/** What became of one message: gone, or why not. `final` means that another try would not help. */
export type Sent = { ok: true } | { ok: false; message: string; final: boolean };

/** Sends mails through the operator's own server, which his settings name; TLS certificates are always verified. */
export function mailSender(options: { url: string; from: string }): { send(mail: Mail): Promise<Sent>; close(): void } {
  const transport = createTransport({
    url: options.url,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: TOTAL_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      try {
        await transport.sendMail({ from: options.from, ...mail });
        return { ok: true };
      } catch (error) {
        const { responseCode, code } = error as { responseCode?: number; code?: string };
        // 5xx to a recipient is the server's last word; to a log-in it is a setting that somebody mends.
        const final = code === "EENVELOPE" && responseCode !== undefined && responseCode >= 500;
        return {
          ok: false,
          message: responseCode ? `the mail server answered ${responseCode}` : `${code ?? "error"}`,
          final,
        };
      }
    },
    close: () => transport.close(),
  };
}
