/** Where repositories lie: a host (with the port of its connector) and the path below it, without slashes at its ends. */
export interface RegistryPlace {
  host: string;
  port: number;
  path: string;
}

/** Docker Hub is written docker.io and answers elsewhere. */
const ANSWERS_AT: Readonly<Record<string, string>> = {
  "docker.io": "registry-1.docker.io",
  "index.docker.io": "registry-1.docker.io",
  "hub.docker.com": "registry-1.docker.io",
};

/** Splits `host[:port]`; 443 when no port is given. */
export function splitHost(host: string): { host: string; port: number } {
  const [, name = host, port] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
  return { host: ANSWERS_AT[name] ?? name, port: port ? Number(port) : 443 };
}

/**
 * A pull or push prefix as a place. A prefix may begin with a host of its own, as Nexus and Artifactory
 * serve repositories by port or by name; the rule is Docker's: the first part is a host when it holds a
 * dot or a colon and something follows, or when it holds a colon.
 */
export function placeOf(prefix: string | undefined, registryHost: string): RegistryPlace {
  const [first = "", ...rest] = (prefix ?? "").replace(/\/+$/, "/").split("/");
  const own = first.includes(":") || (first.includes(".") && rest.length > 0);
  const path = own ? rest.join("/") : (prefix ?? "");
  return { ...splitHost(own ? first : registryHost), path: path.replace(/^\/+|\/+$/g, "") };
}

/** The full repository name of an image below a place. */
export function repositoryAt({ path }: RegistryPlace, repository: string): string {
  return path ? `${path}/${repository}` : repository;
}

/** `host` or `host:port` as people write it. */
export function hostOf({ host, port }: { host: string; port: number }): string {
  return port === 443 ? host : `${host}:${port}`;
}
