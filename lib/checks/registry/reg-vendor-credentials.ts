import { connectionSteps, connectionTrouble } from "@/lib/checks/connection-trouble";
import { defineCheck, type JudgeContext, type Judgement, type Step } from "@/lib/checks/define-check";
import { parseImage, VENDOR_REGISTRY } from "@/lib/intake/image-reference";
import type { RegistryGreeting, RegistryLogin } from "@/lib/probes/registry/types";

interface Seen {
  greeting: RegistryGreeting;
  login?: RegistryLogin;
}

/** SESTEK has issued credentials for docker.sestek.com, and they work (S44, S153). */
export const regVendorCredentials = defineCheck({
  id: "reg-vendor-credentials",
  needs: ["vendorRegistry"],
  async run({ probes: { vendorRegistry }, answers }): Promise<Seen> {
    const greeting = await vendorRegistry.greet();
    if (!greeting.ok) return { greeting };
    const repository = parseImage(answers["reg.sampleImage"] ?? "")?.repository ?? "rdy-check";
    return { greeting, login: await vendorRegistry.logIn(`repository:${repository}:pull`) };
  },
  verdict: (seen, context) => [judge(seen, context)],
});

function judge({ greeting, login }: Seen, { answers }: JudgeContext): Judgement {
  const about = { target: VENDOR_REGISTRY, expected: "the issued user is let in" };
  const connected = connectionSteps(greeting, { tls: true });
  const steps = (state: Step["state"]): Step[] => [...connected, { name: "log in", state }];
  if (!greeting.ok || !login) {
    // The vendor's registry is not the customer's to mend: a closed way to it decides nothing here.
    const trouble = greeting.ok ? undefined : connectionTrouble(greeting, { ...about, steps: steps("not-reached") });
    return {
      ...about,
      reasonCode: "error",
      message: "The log-in was not tried.",
      ...trouble,
      verdict: "could-not-tell",
    };
  }
  if (!login.ok) {
    const fault = login.reasonCode === "auth";
    return {
      ...about,
      found: login.status ? `${login.step}: ${login.status}` : login.step,
      steps: steps(fault ? "failed" : "could-not-tell"),
      verdict: fault ? "fail" : "could-not-tell",
      reasonCode: login.reasonCode,
      message: login.message,
    };
  }
  if (login.kind === "anonymous")
    return {
      ...about,
      found: "no log-in asked",
      steps: steps("could-not-tell"),
      verdict: "could-not-tell",
      reasonCode: "unsupported",
      message: `${VENDOR_REGISTRY} did not ask for a user, so the credentials are not proven.`,
    };
  return {
    ...about,
    found: login.kind,
    steps: steps("done"),
    verdict: "pass",
    reasonCode: "ok",
    message: `${VENDOR_REGISTRY} lets ${answers["reg.vendorUser"] ?? "the issued user"} in.`,
  };
}
