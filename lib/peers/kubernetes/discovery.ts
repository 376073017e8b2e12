import { BUILT_IN_GROUPS, type ClusterScenario } from "./scenario";
import { type Answer, notServed } from "./status";

const served = (scenario: ClusterScenario) => ({ ...BUILT_IN_GROUPS, ...scenario.groups });

/** True when the scenario serves that version of the group. */
export function serves(scenario: ClusterScenario, group: string, version: string): boolean {
  return group === "" ? version === "v1" : (served(scenario)[group] ?? []).includes(version);
}

/** `servicemonitors` of a list of paths below one group version; namespaced when any path is. */
function resources(scenario: ClusterScenario, prefix: string): { name: string; namespaced: boolean }[] {
  const found = new Map<string, boolean>();
  for (const path of Object.keys(scenario.objects)) {
    if (!path.startsWith(prefix)) continue;
    const name = path.split("/").at(-1) ?? "";
    found.set(name, (found.get(name) ?? false) || path.slice(prefix.length).startsWith("namespaces/"));
  }
  return [...found].map(([name, namespaced]) => ({ name, namespaced }));
}

function describe(name: string, versions: readonly string[]) {
  const all = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: all, preferredVersion: all[0] };
}

/** `/version`, `/api`, `/apis` and the lists below it; undefined for every other path. */
export function discovery(scenario: ClusterScenario, path: string): Answer | undefined {
  const ok = (body: unknown): Answer => ({ status: 200, body });
  if (path === "/version" || path === "/version/") return ok(version(scenario));
  if (path === "/readyz" || path === "/livez" || path === "/healthz") return { status: 200, text: "ok" };
  if (path === "/api") {
    const addresses = [{ clientCIDR: "0.0.0.0/0", serverAddress: "10.0.0.1:6443" }];
    return ok({ kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs: addresses });
  }
  const groups = served(scenario);
  if (path === "/apis") {
    const list = Object.entries(groups).map(([name, versions]) => describe(name, versions));
    return ok({ kind: "APIGroupList", apiVersion: "v1", groups: list });
  }
  const [root, group = "", version_ = "", ...rest] = path.split("/").filter(Boolean);
  if (root === "api" && group === "v1" && !version_) return ok(resourceList("v1", resources(scenario, "/api/v1/")));
  if (root !== "apis" || !group || rest.length > 0) return undefined;
  const versions = groups[group];
  if (!versions || (version_ && !versions.includes(version_))) return notServed;
  if (!version_) return ok({ kind: "APIGroup", apiVersion: "v1", ...describe(group, versions) });
  return ok(resourceList(`${group}/${version_}`, resources(scenario, `/apis/${group}/${version_}/`)));
}

function resourceList(groupVersion: string, found: { name: string; namespaced: boolean }[]) {
  const verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
  const list = found.map(({ name, namespaced }) => ({ name, singularName: "", namespaced, kind: name, verbs }));
  return { kind: "APIResourceList", apiVersion: "v1", groupVersion, resources: list };
}

function version({ version: gitVersion, platform = "linux/amd64" }: ClusterScenario) {
  const [, minor = ""] = /^v1\.(\d+)/.exec(gitVersion) ?? [];
  const built = { gitTreeState: "clean", buildDate: "2026-01-01T00:00:00Z", goVersion: "go1.24.0", compiler: "gc" };
  return { major: "1", minor, gitVersion, gitCommit: "", ...built, platform };
}
