import { connectionSteps, connectionTrouble } from "@/lib/checks/connection-trouble";
import { defineCheck, type JudgeContext, type Judgement, type Step } from "@/lib/checks/define-check";
import { splitHost } from "@/lib/intake/registry-place";
import type { RegistryGreeting } from "@/lib/probes/registry/types";
import { REGISTRY_ADVICE } from "@/lib/requirements/registry-advice";
import { recognised, unlisted } from "./kinds";

/** Where images of everybody are shown; nobody owns a part of it as a registry. */
const GALLERY = "public.ecr.aws";
const KEPT = ["docker-distribution-api-version", "server", "www-authenticate", "x-artifactory-id", "content-type"];

/** The registry is of a supported type and speaks the Registry v2 protocol (S155–S164). */
export const regType = defineCheck({
  id: "reg-type",
  needs: ["registry"],
  run: ({ probes: { registry } }) => registry.greet(),
  verdict: (greeting, context) => [judge(greeting, context)],
});

function judge(greeting: RegistryGreeting, { answers }: JudgeContext): Judgement {
  const target = answers["reg.host"] ?? "";
  if (splitHost(target).host === GALLERY)
    return {
      target,
      expected: "a registry of the customer's own",
      found: "Amazon's public gallery",
      verdict: "fail",
      reasonCode: "unsupported",
      message: `${GALLERY} is the public gallery of Amazon and no registry of your own. Enter the private registry, which ends in amazonaws.com.`,
    };
  const expected = "/v2/ answers 200 or 401, as a registry does";
  const steps = connectionSteps(greeting, { tls: true });
  if (!greeting.ok) {
    const trouble = connectionTrouble(greeting, { target, expected, steps });
    // A TLS fault has its own row, reg-auth; here it only hides what kind of registry stands behind it.
    return trouble.reasonCode.startsWith("tls-") ? { ...trouble, verdict: "could-not-tell" } : trouble;
  }
  const { status, headers, text } = greeting;
  const evidence = {
    status,
    headers: Object.fromEntries(KEPT.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
  };
  const speak = (state: Step["state"]): Step[] => [...steps, { name: "registry", state }];
  const version = headers["docker-distribution-api-version"] === "registry/2.0";
  const html = /html/.test(headers["content-type"] ?? "") || /^\s*<(!doctype|html)/i.test(text.slice(0, 200));
  const base = { target, expected, found: `${status}${html ? ", a web page" : ""}`, evidence };
  if (status === 429)
    return {
      ...base,
      steps: speak("could-not-tell"),
      verdict: "could-not-tell",
      reasonCode: "rate-limited",
      message: `${target} asks for patience (429). Run it again later.`,
    };
  if (status >= 500)
    return {
      ...base,
      steps: speak("could-not-tell"),
      verdict: "could-not-tell",
      reasonCode: "error",
      message: `${target} has a fault of its own (${status}). Run it again later.`,
    };
  const registry = status === 401 || (status === 200 && (version || !html));
  if (!registry || (html && !version)) {
    const forbidden = status === 403 || (status >= 300 && status < 400);
    return {
      ...base,
      steps: speak(forbidden ? "could-not-tell" : "failed"),
      verdict: forbidden ? "could-not-tell" : "fail",
      reasonCode: forbidden ? "forbidden" : "unsupported",
      message: forbidden
        ? `${target} answers /v2/ with ${status}, so it could not be told whether a registry is behind it.`
        : `${target} does not answer /v2/ as a registry (${base.found}). It may be the address of the product's web pages; enter the one that images are pulled from.`,
    };
  }
  const stated = answers["reg.type"];
  const seen = recognised(splitHost(target).host, headers);
  const stranger = seen ? undefined : unlisted(headers);
  const done = { ...base, steps: speak("done") };
  if (seen && stated && seen !== stated)
    return {
      ...done,
      verdict: "warn",
      reasonCode: "answer-mismatch",
      expected: REGISTRY_ADVICE[stated].title,
      found: REGISTRY_ADVICE[seen].title,
      message: `The answer says ${REGISTRY_ADVICE[stated].title}, and ${target} looks like ${REGISTRY_ADVICE[seen].title}.`,
      suggests: { field: "reg.type", value: seen },
    };
  if (stranger)
    return {
      ...done,
      verdict: "warn",
      reasonCode: "unsupported",
      found: stranger,
      message: `${target} speaks the Registry v2 protocol, but it is ${stranger}, which is not on SESTEK's list. It may be used; tell SESTEK before the installation.`,
    };
  return {
    ...done,
    verdict: "pass",
    reasonCode: "ok",
    message: `${target} speaks the Registry v2 protocol${seen ? ` and is ${REGISTRY_ADVICE[seen].title}` : ""}.`,
  };
}
