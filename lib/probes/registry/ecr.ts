import type { Secrets } from "@/lib/intake/answers";
import type { Policy } from "@/lib/requirements/policy";

import type { EgressOptions } from "../egress/guard";
import type { HttpAnswer } from "../http";
import { guardedTransport, type SignedRequest, sdkResponse } from "../object-store/handler";
import type { Unreachable } from "../types";
import type { RegistryLogin } from "./types";

type Refused = Extract<RegistryLogin, { ok: false }>;
const BODY_BYTES = 64 * 1024;

/** The service that mints the log-in, by the registry's own region when its host names one. */
export function ecrService(host: string, stated: string): { region: string; url: string } {
  const [, named, china] = /\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?/.exec(host) ?? [];
  const region = named ?? stated;
  const suffix = china ?? (region.startsWith("cn-") ? ".cn" : "");
  return { region, url: `https://api.ecr.${region}.amazonaws.com${suffix}` };
}

/**
 * Makes the 12-hour log-in of ECR by `ecr:GetAuthorizationToken`, signed with the given keys only: never
 * with the identity of the machine (reg-auth, catalogue 1.4). Asked once a run.
 */
export function ecrLogIn(options: {
  host: string;
  keys: NonNullable<Secrets["reg.aws"]>;
  ca?: string;
  policy: Policy;
  egress: EgressOptions;
  signal: AbortSignal;
}): () => Promise<{ ok: true; username: string; password: string } | Refused> {
  const { host, keys, ca, policy, egress, signal } = options;
  const { region, url } = ecrService(host, keys.region);
  const { connectMs, checkMs, perHost } = policy.limits;
  const refused = (reasonCode: Refused["reasonCode"], message: string): Refused => ({
    ok: false,
    step: "token",
    reasonCode,
    message,
  });
  return async () => {
    const limits = { connectMs, totalMs: checkMs, bodyBytes: BODY_BYTES };
    const transport = guardedTransport({ url, ...(ca ? { ca } : {}) }, egress, limits, perHost);
    let seen: HttpAnswer | Unreachable | undefined;
    try {
      const { ECRClient, GetAuthorizationTokenCommand } = await import("@aws-sdk/client-ecr");
      const client = new ECRClient({
        region,
        endpoint: url,
        credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey },
        maxAttempts: 1,
        retryMode: "standard",
        defaultsMode: "standard",
        requestHandler: {
          async handle(request: SignedRequest) {
            seen = await transport.ask(request, "", signal);
            if (!seen.ok) throw new Error("no answer");
            return { response: sdkResponse(seen) };
          },
          updateHttpClientConfig() {},
          httpHandlerConfigs: () => ({}),
        } as never,
      });
      const { authorizationData } = await client.send(new GetAuthorizationTokenCommand({}));
      const pair = Buffer.from(authorizationData?.[0]?.authorizationToken ?? "", "base64").toString("utf8");
      const [username = "", ...rest] = pair.split(":");
      if (!username || rest.length === 0)
        return refused("error", `${new URL(url).host} gave no log-in for the registry.`);
      return { ok: true, username, password: rest.join(":") };
    } catch (error) {
      if (seen && !seen.ok) return { ...refused(seen.code, seen.message), unreachable: seen };
      const { name = "" } = error as { name?: string };
      const where = new URL(url).host;
      if (/AccessDenied/.test(name))
        return refused(
          "forbidden",
          `The AWS keys may not make a log-in for the registry (ecr:GetAuthorizationToken). Allow it.`,
        );
      if (/UnrecognizedClient|InvalidSignature|IncompleteSignature|InvalidClientToken|ExpiredToken/.test(name))
        return refused("auth", `${where} refuses the AWS keys (${name}).`);
      return refused(
        "error",
        `${where} gave no log-in for the registry${/^[A-Za-z]{3,60}$/.test(name) ? ` (${name})` : ""}.`,
      );
    } finally {
      transport.close();
    }
  };
}
