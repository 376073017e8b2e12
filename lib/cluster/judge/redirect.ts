import type { Judgement } from "@/lib/checks/define-check";
import type { Answers } from "@/lib/intake/answers";

import type { RedirectLine } from "../lines";
import { type Trouble, troubled } from "./about";

/** Controllers on which the nginx annotation says nothing. */
const INERT = new Set([
  "openshift-router",
  "traefik",
  "haproxy",
  "aws-alb",
  "azure-agic",
  "gce",
  "contour",
  "istio-gw",
  "nginx-f5",
]);

/** The ingress does not turn HTTP into HTTPS (net-ssl-redirect): judged by what it did with a name of ours (D32). */
export function judgeRedirect(
  lines: readonly RedirectLine[],
  host: string,
  answers: Answers,
  trouble?: Trouble,
): Judgement[] {
  const target = answers["net.ingressAddress"] ?? "ingress";
  const http = lines.find(({ scheme }) => scheme === "http");
  const https = lines.find(({ scheme }) => scheme === "https");
  if (!http) return [troubled(target, trouble ?? { reasonCode: "error", message: "No pod asked the ingress." })];
  const { code, location, server, mine } = http;
  const found = `HTTP ${code || "no answer"}${location ? ` to ${location}` : ""}`;
  const about = {
    target,
    expected: "HTTP 200 from our own pod, without a redirect",
    found,
    places: [http.node],
    evidence: { code, location, server, hsts: https?.hsts ?? "unknown" },
  };
  const say = (verdict: Judgement["verdict"], reasonCode: Judgement["reasonCode"], message: string): Judgement[] => [
    { ...about, verdict, reasonCode, message },
  ];
  const toHttps = location.toLowerCase().startsWith("https://");
  if ([301, 302, 303, 307, 308].includes(code)) {
    const same = toHttps && location.slice(8).split(/[/:]/)[0]?.toLowerCase() === host.toLowerCase();
    return same
      ? say("fail", "answer-mismatch", `The ingress redirects plain HTTP to HTTPS (${code}).`)
      : say(
          "could-not-tell",
          "error",
          `The ingress answers with a redirect to ${location || "nowhere"}, which is not one to HTTPS on the same host. Something else answers there.`,
        );
  }
  if (code === 0) return say("could-not-tell", "timeout", `Nothing at ${target} answered plain HTTP within 120 s.`);
  if (code !== 200 || mine !== "yes")
    return say(
      "could-not-tell",
      "not-found",
      `The ingress answered ${code} for our own name${code === 200 ? ", but not from our pod" : ""} after 120 s: it may need longer, another class, or does not serve this namespace.`,
    );
  if (https?.hsts === "yes")
    return say(
      "warn",
      "unsupported",
      "Plain HTTP is answered, but HTTPS sends Strict-Transport-Security: browsers that saw it turn to HTTPS by themselves.",
    );
  if (INERT.has(answers["net.ingressController"] ?? ""))
    return say(
      "warn",
      "unsupported",
      "Plain HTTP is answered without a redirect. The nginx annotation has no meaning on this controller, so its own settings must stay as they are.",
    );
  return say("pass", "ok", "Plain HTTP is answered by our own pod without a redirect.");
}
