import type { RegistryPlace } from "@/lib/intake/registry-place";
import type { ReasonCode } from "@/lib/requirements/vocabulary";

import type { HttpAnswer } from "../http";
import type { Unreachable } from "../types";

/** One grant of a token: `repository`, `knovvu/web`, `["pull", "push"]`. */
export interface RegistryGrant {
  type: string;
  name: string;
  actions: string[];
}

/** The first answer of a registry to somebody without credentials. */
export type RegistryGreeting = (HttpAnswer & { privateCa: boolean }) | Unreachable;

/** How the stored user was let in, or the step that refused him. Holds no credential. */
export type RegistryLogin =
  | {
      ok: true;
      kind: "anonymous" | "basic" | "bearer" | "ecr";
      privateCa: boolean;
      /** Of a bearer token that can be read; undefined for an opaque one. */
      granted?: RegistryGrant[];
      realm?: string;
      /** ISO time, when the token says it. */
      expiresAt?: string;
    }
  | {
      ok: false;
      step: "connect" | "challenge" | "realm" | "token" | "log in";
      reasonCode: ReasonCode;
      message: string;
      status?: number;
      unreachable?: Unreachable;
    };

/** One question to the registry under the rights that it needs; `Location` answers are never followed. */
export interface RegistryQuestion {
  method: "GET" | "HEAD" | "POST" | "DELETE";
  place: RegistryPlace;
  /** Absolute path with query, such as `/v2/knovvu/web/tags/list`. */
  path: string;
  /** A token scope such as `repository:knovvu/web:pull`. */
  scope: string;
  accept?: string;
}

/** `stage` says who answered: the token service may refuse before the registry is asked. */
export type RegistryReply =
  | (Pick<HttpAnswer, "ok" | "status" | "headers" | "text" | "durationMs"> & {
      stage: "token" | "registry";
      granted?: RegistryGrant[];
    })
  | Unreachable;

/** The customer's registry through the guarded way out, with the stored credentials. One instance a run. */
export interface RegistryProbe {
  /** `GET /v2/` without credentials, once a run. */
  greet(place?: Pick<RegistryPlace, "host" | "port">): Promise<RegistryGreeting>;
  /** One log-in a run: a wrong password is tried once, so that no account is locked. */
  logIn(scope: string): Promise<RegistryLogin>;
  ask(question: RegistryQuestion): Promise<RegistryReply>;
  /** `GET` of the registry's own administration or public listing service, with the user's credentials. */
  administration(url: string): Promise<(HttpAnswer & { credentialsSent: boolean }) | Unreachable>;
}
