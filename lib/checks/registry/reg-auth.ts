import { connectionSteps, connectionTrouble } from "@/lib/checks/connection-trouble";
import { defineCheck, type JudgeContext, type Judgement, type Step } from "@/lib/checks/define-check";
import { type Reservation, warningOf } from "@/lib/checks/reservations";
import { parseImageList } from "@/lib/intake/image-reference";
import { placeOf, repositoryAt } from "@/lib/intake/registry-place";
import type { RegistryGreeting, RegistryLogin, RegistryReply } from "@/lib/probes/registry/types";

/** Docker Hub tells its allowance to whoever asks for this manifest, without counting the question. */
const ALLOWANCE = "ratelimitpreview/test";

interface Seen {
  greeting: RegistryGreeting;
  login?: RegistryLogin;
  allowance?: RegistryReply;
}

/** The registry's address and credentials work (S213). One log-in a run. */
export const regAuth = defineCheck({
  id: "reg-auth",
  needs: ["registry"],
  async run({ probes: { registry }, answers }): Promise<Seen> {
    const greeting = await registry.greet();
    if (!greeting.ok) return { greeting };
    const place = placeOf(answers["reg.pushPrefix"] ?? answers["reg.pullPrefix"], answers["reg.host"] ?? "");
    const login = await registry.logIn(`repository:${repositoryAt(place, "rdy-check")}:pull,push`);
    if (!login.ok || answers["reg.type"] !== "dockerhub") return { greeting, login };
    const scope = `repository:${ALLOWANCE}:pull`;
    const path = `/v2/${ALLOWANCE}/manifests/latest`;
    const hub = { ...placeOf(undefined, answers["reg.host"] ?? "") };
    return { greeting, login, allowance: await registry.ask({ method: "HEAD", place: hub, path, scope }) };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

function judge({ greeting, login, allowance }: Seen, { answers, facts }: JudgeContext): Judgement {
  const target = answers["reg.host"] ?? "";
  const expected = "the stored user is let in";
  const connected = connectionSteps(greeting, { tls: true });
  const ladder = (state: Step["state"], detail?: string): Step[] => [
    ...connected,
    { name: "log in", state, ...(detail ? { detail } : {}) },
  ];
  if (!greeting.ok) return connectionTrouble(greeting, { target, expected, steps: ladder("not-reached") });
  if (!login) return { target, verdict: "could-not-tell", reasonCode: "error", message: "No log-in was tried." };
  if (!login.ok) {
    const fault = login.reasonCode === "auth" || login.reasonCode === "forbidden";
    return {
      target,
      expected,
      verdict: fault ? "fail" : "could-not-tell",
      reasonCode: login.reasonCode,
      found: login.status ? `${login.step}: ${login.status}` : login.step,
      message: login.message,
      steps: ladder(fault ? "failed" : "could-not-tell", login.message),
      evidence: { step: login.step, ...(login.status ? { status: login.status } : {}) },
    };
  }
  const { kind, granted, realm, expiresAt, privateCa } = login;
  const base = {
    target,
    expected,
    found: kind,
    steps: ladder("done", kind === "bearer" && realm ? `token from ${realm}` : kind),
    evidence: { kind, realm, granted, expiresAt, privateCa },
  };
  const reservations: Reservation[] = [];
  const say = (reasonCode: Judgement["reasonCode"], message: string) => reservations.push({ reasonCode, message });
  if (kind === "anonymous")
    say("auth", `${target} answers without asking for a user, so the stored credentials are not proven by it.`);
  const left = allowance?.ok ? Number.parseInt(allowance.headers["ratelimit-remaining"] ?? "", 10) : Number.NaN;
  const images = parseImageList(answers["reg.imageList"]?.text ?? "").images.length;
  if (left < images)
    say("rate-limited", `Docker Hub allows this user ${left} more pulls for now, and the list has ${images} images.`);
  if (answers["reg.username"] === "AWS" && !facts.secretsSet.has("reg.aws"))
    say("expiring", "The stored password is a log-in of ECR, which ends after 12 hours. Store AWS keys instead.");
  if (answers["reg.username"] === "oauth2accesstoken")
    say(
      "expiring",
      "The stored password is an access token of Google, which ends after an hour. Store the key of a service account instead, with the user _json_key.",
    );
  if (privateCa)
    say(
      "tls-untrusted",
      `The log-in works, but ${target} has a certificate of a private CA: the workers need that CA too.`,
    );
  const warning = warningOf(reservations);
  if (warning) return { ...base, ...warning };
  return { ...base, verdict: "pass", reasonCode: "ok", message: `${target} lets the stored user in (${kind}).` };
}
