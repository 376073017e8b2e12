import type { TerminalJudge } from "./context";
import { dbEndpoint } from "./db-endpoint";
import { k8sApiReachable } from "./k8s-api-reachable";
import { k8sVersionWindow } from "./k8s-version-window";
import { licHost } from "./lic-host";
import { licInstaller } from "./lic-installer";
import { licPort } from "./lic-port";
import { netCertificate } from "./net-certificate";
import { netDns } from "./net-dns";
import { netIngressController } from "./net-ingress-controller";
import { tsAdminRights } from "./ts-admin-rights";
import { tsAppNotepadpp } from "./ts-app-notepadpp";
import { tsAppOpenssh } from "./ts-app-openssh";
import { tsAppPgadmin } from "./ts-app-pgadmin";
import { tsAppPostman } from "./ts-app-postman";
import { tsAppSsms } from "./ts-app-ssms";
import { tsAppWindowsTerminal } from "./ts-app-windows-terminal";
import { tsDiskFree } from "./ts-disk-free";
import { tsHost } from "./ts-host";
import { tsMaestroZip } from "./ts-maestro-zip";
import { tsNetCluster } from "./ts-net-cluster";
import { tsNetDatabase } from "./ts-net-database";
import { tsNetExternal } from "./ts-net-external";
import { tsNetRegistry } from "./ts-net-registry";
import { tsNetStability } from "./ts-net-stability";
import { tsOsVersion } from "./ts-os-version";

/** Every requirement that a terminal or license server can speak to, with its judging. */
export const terminalJudges: ReadonlyMap<string, TerminalJudge> = new Map([
  ["ts-host", tsHost],
  ["ts-os-version", tsOsVersion],
  ["ts-admin-rights", tsAdminRights],
  ["ts-disk-free", tsDiskFree],
  ["ts-app-openssh", tsAppOpenssh],
  ["ts-app-windows-terminal", tsAppWindowsTerminal],
  ["ts-app-notepadpp", tsAppNotepadpp],
  ["ts-app-postman", tsAppPostman],
  ["ts-app-ssms", tsAppSsms],
  ["ts-app-pgadmin", tsAppPgadmin],
  ["ts-maestro-zip", tsMaestroZip],
  ["ts-net-cluster", tsNetCluster],
  ["ts-net-database", tsNetDatabase],
  ["ts-net-registry", tsNetRegistry],
  ["ts-net-external", tsNetExternal],
  ["ts-net-stability", tsNetStability],
  ["k8s-api-reachable", k8sApiReachable],
  ["k8s-version-window", k8sVersionWindow],
  ["net-ingress-controller", netIngressController],
  ["net-dns", netDns],
  ["net-certificate", netCertificate],
  ["db-endpoint", dbEndpoint],
  ["lic-host", licHost],
  ["lic-installer", licInstaller],
  ["lic-port", licPort],
]);
