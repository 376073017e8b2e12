import { defineCheck } from "@/lib/checks/define-check";
import { dialAll, LICENSE_PORT, placesOf } from "@/lib/checks/dial-all";
import { judgeTcp } from "@/lib/checks/tcp-states";

/**
 * Workers reach the license service on 30113/TCP (S139, S142). What the app sees settles nothing
 * (`fromApp: "hint"`): only a worker can prove its own way.
 */
export const netLicensePort = defineCheck({
  id: "net-license-port",
  needs: ["tcp"],
  run: ({ probes: { tcp }, answers }) =>
    dialAll(tcp, placesOf("license server", [answers["lic.host"], answers["lic.ip"]], LICENSE_PORT)),
  verdict: (seen, { answers }) =>
    seen.map(({ host, port, result }) =>
      judgeTcp(result, {
        target: `${host}:${port}`,
        expected: "the license service answers",
        installedLater: answers["lic.installed"] !== "yes",
      }),
    ),
});
