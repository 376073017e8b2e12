import type { Judgement } from "@/lib/checks/define-check";

import type { ReachLine, Said } from "../lines";
import { named, type Trouble, troubled } from "./about";

/** Where an echo answers: its service's name, or its pod's address, and the namespace it stands in. */
export interface Echo {
  host: string;
  namespace: string;
  how: "service" | "pod";
}
export interface Traffic {
  said: Said;
  echoes: readonly Echo[];
  namespaces: readonly string[];
  /** Namespaces whose pods could not run, and why. */
  troubles: ReadonlyMap<string, Trouble>;
  /** Tried as a member of the mesh. */
  meshed: boolean;
}

const reached = ({ state, detail }: ReachLine) => state === "connected" && /^[1-5]\d\d$/.test(detail);
const because = (lines: readonly ReachLine[]) => {
  const state = lines.find((one) => !reached(one))?.state;
  return state === "refused" || state === "dns" ? state : "timeout";
};
const HAPPENED = { refused: "the connection is refused", dns: "the name has no address", timeout: "no answer comes" };

/** One ordered pair of namespaces: by the service's name and by the pod's address (ns-connectivity-live). */
function pair(from: string, to: string, { said, echoes, meshed }: Traffic): Judgement {
  const target = `${from} → ${to}${meshed ? " (in the mesh)" : ""}`;
  const expected = "by the service's name and by the pod's address";
  const hosts = (how: Echo["how"]) =>
    echoes.filter((one) => one.namespace === to && one.how === how).map(({ host }) => host);
  const lines = (how: Echo["how"]) =>
    said.reach.filter(
      (one) => one.check === "ns-connectivity-live" && one.from === from && hosts(how).includes(one.host),
    );
  const [service, pod] = [lines("service"), lines("pod")];
  const all = [...service, ...pod];
  const places = [...new Set(all.map(({ node }) => node))].sort();
  const about = { target, expected, places };
  if (all.length === 0)
    return { ...about, verdict: "could-not-tell", reasonCode: "error", message: `Nothing was heard of ${target}.` };
  const works = (group: readonly ReachLine[]) => group.length > 0 && group.every(reached);
  const evidence = { ms: Object.fromEntries(all.map(({ node, ms }) => [node, ms])) };
  if (works(service) && (pod.length === 0 || works(pod)))
    return { ...about, evidence, verdict: "pass", reasonCode: "ok", found: "both", message: `${target} is open.` };
  const broken = places.filter((node) => all.some((one) => one.node === node && !reached(one)));
  const code = because(all);
  const from2 = broken.length < places.length ? ` Seen from ${named(broken)} only.` : "";
  if (works(pod) || works(service)) {
    const [good, bad] = works(pod)
      ? ["the pod's address", "the service's name"]
      : ["the service's name", "the pod's address"];
    return {
      ...about,
      evidence,
      verdict: "warn",
      reasonCode: code,
      found: `${good} only`,
      message: `${target} works by ${good}, but not by ${bad}: ${HAPPENED[code]}.${from2}`,
    };
  }
  return {
    ...about,
    evidence,
    verdict: "fail",
    reasonCode: code,
    found: HAPPENED[code],
    message: `${target} is closed: ${HAPPENED[code]}.${from2}`,
  };
}

/** Every ordered pair of namespaces, as pods tried it; a namespace whose pods could not run is could-not-tell. */
export function judgeTraffic(traffic: Traffic): Judgement[] {
  const { namespaces, troubles, meshed } = traffic;
  return namespaces.flatMap((from) =>
    namespaces
      .filter((to) => to !== from)
      .map((to) => {
        const trouble = troubles.get(to) ?? troubles.get(from);
        const heard = traffic.said.reach.some((one) => one.from === from);
        if (trouble && !(heard && !troubles.has(to)))
          return troubled(`${from} → ${to}${meshed ? " (in the mesh)" : ""}`, trouble);
        return pair(from, to, traffic);
      }),
  );
}
