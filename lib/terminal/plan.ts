import { placesOf } from "@/lib/checks/dial-all";
import { placeOfUrl } from "@/lib/checks/terminal/places";
import { externalPlaces } from "@/lib/checks/terminal/ts-net-external";
import { registryPlaces } from "@/lib/checks/terminal/ts-net-registry";
import type { Answers, KubeconfigSummary } from "@/lib/intake/answers";
import { hostOf } from "@/lib/intake/registry-place";
import { isIp } from "@/lib/intake/schemas/basics";

/** Which machine the script is for. */
export type TerminalRole = "terminal" | "license";

/** The checks whose findings a script may write, by its role. */
export const CHECKS_OF: Readonly<Record<TerminalRole, readonly string[]>> = {
  terminal: [
    "ts-host",
    "ts-os-version",
    "ts-admin-rights",
    "ts-disk-free",
    "ts-app-openssh",
    "ts-app-windows-terminal",
    "ts-app-notepadpp",
    "ts-app-postman",
    "ts-app-ssms",
    "ts-app-pgadmin",
    "ts-maestro-zip",
    "ts-net-cluster",
    "ts-net-database",
    "ts-net-registry",
    "ts-net-external",
    "ts-net-stability",
    "net-dns",
    "net-certificate",
    "db-endpoint",
  ],
  license: ["lic-host", "lic-installer", "lic-port"],
};

/** One connection to try. `target` is how findings name it; `name` goes into SNI and Host; no `path`: handshake only. */
export interface PlannedPlace {
  check: string;
  target: string;
  host: string;
  port: number;
  speak: "tcp" | "https" | "postgresql" | "mssql";
  name: string;
  path: string;
}

/** What a script is to look at. Holds no secret; is kept with the errand and judged against. */
export interface TerminalPlan {
  role: TerminalRole;
  names: { check: string; host: string }[];
  places: PlannedPlace[];
  steady: { target: string; host: string; port: number }[];
  engine: "" | "mssql" | "postgresql";
  maestroPath: string;
  maestroSha256: string;
  installer: string;
  installerSha256: string;
}

/** What a plan is made from. `random` gives the hexadecimal letters of names that nobody can have entered. */
export interface PlanInput {
  answers: Answers;
  kubeconfig?: KubeconfigSummary | undefined;
  random: () => string;
}

/** What the script of that role is to look at, from the answers (catalogue 1.9, A13). */
export function terminalPlan(role: TerminalRole, { answers, kubeconfig, random }: PlanInput): TerminalPlan {
  const { "lic.installer": installer } = answers;
  const plan: TerminalPlan = {
    role,
    names: [],
    places: [],
    steady: [],
    engine: answers["db.engine"] ?? "",
    maestroPath: answers["ts.maestroPath"] ?? "",
    maestroSha256: answers["ts.maestroSha256"] ?? "",
    installer: installer?.fileName ?? "",
    installerSha256: installer?.sha256 ?? "",
  };
  if (role === "license") return plan;
  const places = [
    ...clusterPlaces(answers, kubeconfig),
    ...databasePlaces(answers),
    ...registries(answers),
    ...once(externalPlaces(answers)).map((place) => planned("ts-net-external", place, "tcp")),
    ...certificatePlace(answers, random),
  ];
  const first = (check: string) => places.find((place) => place.check === check);
  const steady = [first("ts-net-cluster"), first("ts-net-registry"), first("ts-net-database")];
  return {
    ...plan,
    names: names(answers, random),
    places,
    steady: steady.flatMap((place) => (place ? [{ target: place.target, host: place.host, port: place.port }] : [])),
  };
}

function planned(
  check: string,
  { label, host, port }: { label: string; host: string; port: number },
  speak: PlannedPlace["speak"],
  web: { path: string; name?: string } = { path: "" },
): PlannedPlace {
  return { check, target: `${label} ${host}:${port}`, host, port, speak, name: web.name ?? host, path: web.path };
}

function once<Place extends { host: string; port: number }>(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [`${place.host}:${place.port}`, place])).values()];
}

function clusterPlaces(answers: Answers, kubeconfig: KubeconfigSummary | undefined): PlannedPlace[] {
  const ingress = answers["net.ingressAddress"];
  const [server] = placeOfUrl("API server", kubeconfig?.server);
  const base = kubeconfig ? new URL(kubeconfig.server).pathname.replace(/\/+$/, "") : "";
  return [
    ...(server ? [planned("ts-net-cluster", server, "https", { path: `${base}/version` })] : []),
    ...placesOf("ingress", [ingress], 80).map((place) => planned("ts-net-cluster", place, "tcp")),
    ...placesOf("ingress", [ingress], 443).map((place) => planned("ts-net-cluster", place, "tcp")),
  ];
}

function databasePlaces(answers: Answers): PlannedPlace[] {
  const { "db.engine": engine, "db.host": host, "db.ip": ip, "db.port": port } = answers;
  if (!engine || !port) return [];
  return once(placesOf("database", [host, ip], port)).map((place) => planned("ts-net-database", place, engine));
}

function registries(answers: Answers): PlannedPlace[] {
  return registryPlaces(answers).map(({ host, port }) => ({
    ...planned("ts-net-registry", { label: "registry", host, port }, "https", {
      path: "/v2/",
      name: host,
    }),
    target: `registry ${hostOf({ host, port })}`,
  }));
}

/** A random name below the base domain: its certificate must be the wildcard's (net-certificate). */
function certificatePlace(answers: Answers, random: () => string): PlannedPlace[] {
  const { "net.ingressAddress": ingress, "net.baseDomain": domain, "net.tlsAt": tls } = answers;
  if (!ingress || !domain || tls === "none") return [];
  const place = { label: "certificate", host: ingress, port: 443 };
  return [planned("net-certificate", place, "https", { path: "", name: `rdy-${random()}.${domain}` })];
}

function names(answers: Answers, random: () => string): TerminalPlan["names"] {
  const { "net.baseDomain": domain, "net.ingressAddress": ingress, "db.host": database } = answers;
  return [
    ...(domain ? [domain, `rdy-${random()}.${domain}`, `rdy-${random()}.${domain}`] : []),
    ...(domain && ingress && !isIp(ingress) ? [ingress] : []),
  ]
    .map((host) => ({ check: "net-dns", host }))
    .concat(database && !isIp(database) ? [{ check: "db-endpoint", host: database }] : []);
}
