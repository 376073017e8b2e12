import type { Judgement } from "@/lib/checks/define-check";
import type { Answers } from "@/lib/intake/answers";
import type { Facts } from "@/lib/requirements/types";
import { judgeBase } from "./base";
import { judgePull } from "./judge/pull";
import { judgeRedirect } from "./judge/redirect";
import { judgeSquash } from "./judge/squash";
import { type Echo, judgeTraffic } from "./judge/traffic";
import { judgeNfs, judgeVolume } from "./judge/volume";
import type { Said } from "./lines";
import { withMesh } from "./objects";
import { type PartId, plannedRows } from "./parts";
import { redirectHost } from "./targets";

/** The answering services of a handed-out file; addresses of pods are not known beforehand. */
function echoesOf(answers: Answers, hex: string, suffix: string): Echo[] {
  return (answers["ns.list"] ?? []).map(({ name }) => ({
    host: `rdy-echo${suffix}-${hex}.${name}.svc`,
    namespace: name,
    how: "service" as const,
  }));
}

/** Pairs of namespaces of which nothing was heard are left as they were. */
function traffic(said: Said, answers: Answers, hex: string): Judgement[] {
  const namespaces = (answers["ns.list"] ?? []).map(({ name }) => name);
  return (withMesh(answers) ? ["", "m"] : [""]).flatMap((suffix) =>
    judgeTraffic({
      said,
      echoes: echoesOf(answers, hex, suffix),
      namespaces,
      troubles: new Map(),
      meshed: suffix === "m",
    }),
  );
}

/**
 * Judges what the pods of a handed-out file said, by the same rules as a look of our own. Only requirements
 * of which a pod said something come back: a part that did not run leaves its rows as they were.
 */
export function judgeLog(
  said: Said,
  facts: Facts,
  plan: { parts: readonly PartId[]; hex: string },
): Map<string, Judgement[]> {
  const { answers } = facts;
  const { parts, hex } = plan;
  const count = answers["k8s.workerCount"];
  const workers = count === undefined ? {} : { count };
  const image = answers["k8s.probeImage"] ?? "";
  const look = { answers, hex, image, runId: "" };
  const result = new Map<string, Judgement[]>();
  const heard = (id: string): boolean => {
    switch (id) {
      case "reg-node-pull":
        return said.starts.length > 0;
      case "ns-connectivity-live":
      case "net-dns":
        return said.reach.some(({ check }) => check === id);
      case "st-dynamic-live":
      case "st-nfs-detect":
        return said.volume.length > 0;
      case "st-nfs-squash":
        return said.squash.length > 0;
      case "net-ssl-redirect":
        return said.redirect.length > 0;
      case "obs-elastic-incluster":
        return said.maps.length > 0;
      default:
        return said.reach.some(({ check }) => check === id);
    }
  };
  const judge = (id: string): Judgement[] => {
    const className = answers["st.className"] ?? "";
    switch (id) {
      case "reg-node-pull":
        return judgePull(image, new Map(said.starts.map(({ node }) => [node, { pulled: true as const }])), workers);
      case "ns-connectivity-live":
        return traffic(said, answers, hex);
      case "st-dynamic-live":
        return judgeVolume({
          className,
          events: [],
          lines: said.volume,
          gone: true,
          writers: answers["st.accessMode"] === "RWX" ? 2 : 1,
        });
      case "st-nfs-detect":
        return judgeNfs(said.volume[0]?.fs, answers["st.nfsBacked"]);
      case "st-nfs-squash": {
        const exportText = answers["st.nfsExport"];
        return judgeSquash({ lines: said.squash, ...(exportText === undefined ? {} : { exportText }) });
      }
      case "net-ssl-redirect":
        return judgeRedirect(said.redirect, redirectHost(answers["net.baseDomain"] ?? "", hex), answers);
      default:
        return judgeBase(id, said, { look, workers, nodeAddresses: [] });
    }
  };
  for (const { requirementId: id, state } of plannedRows(parts, facts))
    if (state === "queued" && heard(id)) result.set(id, judge(id));
  return result;
}
