import { z } from "zod";

import type { Answers } from "@/lib/intake/answers";
import type { RegistryPlace } from "@/lib/intake/registry-place";
import type { RegistryProbe } from "@/lib/probes/registry/types";

/** What the product's own administration says of the repository that is pulled from. */
export interface ProxySettings {
  /** The upstream's host; undefined when the settings could not be read. */
  upstream?: string;
  /** Why not, or what was read, in a few words. */
  detail: string;
}

const Nexus = z.array(
  z.object({
    name: z.string(),
    type: z.string().optional(),
    attributes: z.object({ proxy: z.object({ remoteUrl: z.string() }).optional() }).optional(),
  }),
);
const Jfrog = z.object({ rclass: z.string(), url: z.string().optional() });
const HarborProject = z.object({ registry_id: z.number().nullish() });
const HarborRegistry = z.object({ url: z.string() });

const hostOf = (url: string | undefined) => {
  try {
    return url ? new URL(url).hostname : undefined;
  } catch {
    return undefined;
  }
};

/** Reads the proxy's settings from the administration of Nexus, Artifactory or Harbor (catalogue, reg-proxy). */
export async function readProxySettings(
  registry: RegistryProbe,
  answers: Answers,
  place: RegistryPlace,
): Promise<ProxySettings | undefined> {
  const base = answers["reg.adminApi"]?.replace(/\/+$/, "");
  const type = answers["reg.type"];
  const key = encodeURIComponent(place.path.split("/")[0] ?? "");
  if (!base || !(type === "nexus" || type === "jfrog" || type === "harbor")) return undefined;
  async function read<T>(path: string, schema: z.ZodType<T>): Promise<T | string> {
    const answer = await registry.administration(`${base}${path}`);
    if (!answer.ok) return answer.message;
    const sent = answer.credentialsSent ? "" : " (asked without credentials, as it is another host than the registry)";
    if (answer.status !== 200) return `${path} answers ${answer.status}${sent}`;
    try {
      return schema.parse(JSON.parse(answer.text));
    } catch {
      return `${path} answers in an unknown form`;
    }
  }
  const settled = (url: string | undefined, otherwise: string): ProxySettings => {
    const upstream = hostOf(url);
    return upstream ? { upstream, detail: `proxy of ${upstream}` } : { detail: otherwise };
  };
  if (type === "nexus") {
    const all = await read("/service/rest/v1/repositories", Nexus);
    if (typeof all === "string") return { detail: all };
    const one = all.find(({ name }) => name === key) ?? all.find(({ type: kind }) => kind === "proxy");
    return settled(one?.attributes?.proxy?.remoteUrl, "no proxy repository is listed");
  }
  if (type === "jfrog") {
    const one = await read(`/artifactory/api/repositories/${key}`, Jfrog);
    return typeof one === "string" ? { detail: one } : settled(one.url, `${key} is a ${one.rclass} repository`);
  }
  const project = await read(`/api/v2.0/projects/${key}`, HarborProject);
  if (typeof project === "string") return { detail: project };
  if (!project.registry_id) return { detail: `${key} is a normal project, not a proxy cache` };
  const upstream = await read(`/api/v2.0/registries/${project.registry_id}`, HarborRegistry);
  return typeof upstream === "string" ? { detail: upstream } : settled(upstream.url, "the endpoint names no host");
}
