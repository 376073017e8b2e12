import type { Judgement } from "@/lib/checks/define-check";

import type { VolumeLine } from "../lines";
import { grouped, named, type Trouble, troubled } from "./about";

/** Slower than this is a warning, and so is a claim that waits longer (proposed in the catalogue). */
const SLOW_MB_S = 20;
const LATE_S = 60;
const NFS = /^nfs4?$/;

export interface Volume {
  className: string;
  /** Seconds until the claim was bound; undefined: it never was. */
  boundAfter?: number;
  /** What the cluster says of the claim or of the mount while it waits. */
  events: readonly { reason: string; message: string }[];
  lines: readonly VolumeLine[];
  /** The claim was deleted and is gone. */
  gone: boolean;
  /** How many pods write at once, from different nodes. */
  writers: number;
  trouble?: Trouble;
}

function speed({ ms, bytes }: VolumeLine): number {
  return bytes / 1_048_576 / Math.max(ms / 1000, 0.01);
}

function unbound({ className, events }: Volume): Judgement {
  const said = events.find(({ reason }) => /ProvisioningFailed|FailedMount|FailedAttachVolume/.test(reason));
  const about = { target: className, expected: "a bound claim within 180 s", evidence: { events } };
  if (said)
    return {
      ...about,
      verdict: "fail",
      reasonCode: "error",
      found: said.reason,
      message: `No volume came about: ${said.reason}: ${said.message}`.slice(0, 500),
    };
  const waiting = events.at(-1);
  return {
    ...about,
    verdict: "fail",
    reasonCode: "timeout",
    found: "pending",
    message:
      `The claim stayed pending for 180 s.${waiting ? ` The cluster says: ${waiting.reason}: ${waiting.message}` : " No event says why."}`.slice(
        0,
        500,
      ),
  };
}

function written(line: VolumeLine, { className }: Volume): Judgement {
  const { state, detail, fs, bytes } = line;
  const about = { target: className, expected: "64 MiB written and read back", evidence: { fs, bytes } };
  if (state === "denied")
    return {
      ...about,
      verdict: "fail",
      reasonCode: "forbidden",
      found: detail || "not written",
      message: `The pod may not write to its volume${detail ? `: ${detail}` : "."}`,
    };
  const rate = Math.round(speed(line));
  const evidence = { fs, mbPerSecond: rate };
  if (rate < SLOW_MB_S)
    return {
      ...about,
      evidence,
      verdict: "warn",
      reasonCode: "unsupported",
      found: `${rate} MB/s on ${fs}`,
      message: `The volume (${fs}) writes ${rate} MB/s; below ${SLOW_MB_S} MB/s the products are slow.`,
    };
  return {
    ...about,
    evidence,
    verdict: "pass",
    reasonCode: "ok",
    found: `${rate} MB/s on ${fs}`,
    message: `A volume of ${className} was made, written (${rate} MB/s, ${fs}) and read back.`,
  };
}

/** A volume is really provisioned, written and removed (st-dynamic-live). */
export function judgeVolume(volume: Volume): Judgement[] {
  const { className, boundAfter, lines, gone, trouble, writers } = volume;
  if (lines.length === 0) {
    const waits = volume.events.some(({ reason }) =>
      /Provision|FailedMount|FailedAttach|WaitForPodScheduled|ExternalProvisioning|FailedBinding/.test(reason),
    );
    if (trouble && !(boundAfter === undefined && waits)) return [troubled(className, trouble)];
    return [
      boundAfter === undefined
        ? unbound(volume)
        : (mountTrouble(volume) ??
          troubled(className, {
            reasonCode: "timeout",
            message: "The claim is bound, but its pod did not come to writing within 180 s.",
          })),
    ];
  }
  const list = grouped(lines.map((line) => ({ node: line.node, judgement: written(line, volume) })));
  if (boundAfter !== undefined && boundAfter > LATE_S)
    list.push({
      target: "claim",
      verdict: "warn",
      reasonCode: "timeout",
      message: `The claim was bound only after ${boundAfter} s.`,
    });
  const nodes = [...new Set(lines.map(({ node }) => node))];
  if (writers > 1 && nodes.length < writers)
    list.push({
      target: "shared volume",
      verdict: "could-not-tell",
      reasonCode: "unsupported",
      message: `Only ${named(nodes)} mounted the volume; that several nodes can is not shown.`,
    });
  if (!gone)
    list.push({
      target: "claim",
      verdict: "fail",
      reasonCode: "residue",
      message: "The claim was deleted, but it is still there: what holds it must be looked at in the cluster.",
    });
  return list;
}

function mountTrouble({ className, events }: Volume): Judgement | undefined {
  const said = events.find(({ reason }) => /FailedMount|FailedAttachVolume/.test(reason));
  return said
    ? {
        target: className,
        verdict: "fail",
        reasonCode: "error",
        found: said.reason,
        message: `The volume is not mounted: ${said.message}`.slice(0, 500),
      }
    : undefined;
}

/** Whether the volumes lie on NFS, by the mount that a pod saw (st-nfs-detect: decisive). */
export function judgeNfs(fs: string | undefined, stated: string | undefined, trouble?: Trouble): Judgement[] {
  const target = "mounted volume";
  if (fs === undefined)
    return [troubled(target, trouble ?? { reasonCode: "error", message: "No pod has mounted a volume." })];
  const about = { target, expected: `NFS: ${stated ?? "unanswered"}`, found: fs };
  if (/^cifs|smb/.test(fs))
    return [
      {
        ...about,
        verdict: "warn",
        reasonCode: "unsupported",
        message: `The volume is mounted over ${fs}: all files have one fixed owner there, with the same symptoms as a squashing export.`,
      },
    ];
  const is = NFS.test(fs);
  if ((stated === "yes") === is && stated !== "unknown" && stated !== undefined)
    return [{ ...about, verdict: "pass", reasonCode: "ok", message: `The volume is mounted as ${fs}, as stated.` }];
  return [
    {
      ...about,
      verdict: "warn",
      reasonCode: "answer-mismatch",
      message: `The volume is mounted as ${fs}, and the answer says otherwise. What was observed counts.`,
      suggests: { field: "st.nfsBacked", value: is ? "yes" : "no" },
    },
  ];
}
