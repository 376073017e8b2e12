import { defineCheck } from "@/lib/checks/define-check";
import { dialAll, placesOf, RECORDER_PORT } from "@/lib/checks/dial-all";
import { judgeTcp } from "@/lib/checks/tcp-states";

/** Workers reach the SESTEK Call Recorder on 2050/TCP (S145, D18), as the app sees it: it settles nothing. */
export const netRecorderPort = defineCheck({
  id: "net-recorder-port",
  needs: ["tcp"],
  run: ({ probes: { tcp }, answers }) => dialAll(tcp, placesOf("recorder", answers["rec.hosts"] ?? [], RECORDER_PORT)),
  verdict: (seen) =>
    seen.map(({ host, port, result }) =>
      judgeTcp(result, { target: `${host}:${port}`, expected: "the recorder answers", installedLater: true }),
    ),
});
