import { defineCheck, type Judgement } from "@/lib/checks/define-check";
import { type Dialled, dialAll, placesOf, SPEECH_PORT } from "@/lib/checks/dial-all";
import { judgeClosed, judgeTcp } from "@/lib/checks/tcp-states";
import type { TcpProbe } from "@/lib/probes/types";

interface Spoken extends Dialled {
  http?: Awaited<ReturnType<TcpProbe["httpStatus"]>>;
}

/** Workers reach the SR servers on 10097 by HTTP (S146 to S149, D19), as the app sees it: it settles nothing. */
export const netSrPort = defineCheck({
  id: "net-sr-port",
  needs: ["tcp"],
  async run({ probes: { tcp }, answers }): Promise<Spoken[]> {
    const dialled = await dialAll(tcp, placesOf("SR server", answers["sr.hosts"] ?? [], SPEECH_PORT));
    return Promise.all(
      dialled.map(async (one) => (one.result.ok ? { ...one, http: await tcp.httpStatus(one.host, one.port) } : one)),
    );
  },
  verdict: (seen) => seen.map(judge),
});

function judge({ host, port, result, http }: Spoken): Judgement {
  const target = `${host}:${port}`;
  const expected = "the SR server answers HTTP";
  if (!result.ok) return judgeClosed(result, { target, expected, installedLater: true });
  if (http?.ok)
    return {
      target,
      expected,
      found: `HTTP ${http.status}`,
      verdict: "pass",
      reasonCode: "ok",
      message: `${target} answers HTTP.`,
    };
  if (!result.held) return judgeTcp(result, { target, expected, installedLater: true });
  return {
    target,
    expected,
    found: "no HTTP",
    verdict: "warn",
    reasonCode: "unsupported",
    message: `${target} takes connections but answers no HTTP: it may speak https, or another program listens there.`,
  };
}
