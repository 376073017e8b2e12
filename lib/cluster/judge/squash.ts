import type { Judgement } from "@/lib/checks/define-check";

import type { SquashLine } from "../lines";
import { type Trouble, troubled } from "./about";

/** Whom NFS names for owners that it cannot map: not squashing, but its id-mapping domain. */
const UNMAPPED = ["65534", "4294967294"];

export interface Squash {
  lines: readonly SquashLine[];
  /** The text of the export, as the customer gave it. */
  exportText?: string;
  trouble?: Trouble;
}

/** True when the text of an export squashes everybody. */
export function squashesAll(text: string | undefined): boolean {
  return /(?<!no_)\ball_squash\b/i.test(text ?? "");
}

/** The NFS export maps users as they are (st-nfs-squash): two users, each tries to read the other's closed file. */
export function judgeSquash({ lines, exportText, trouble }: Squash): Judgement[] {
  const list: Judgement[] = [];
  if (squashesAll(exportText))
    list.push({
      target: "export",
      verdict: "fail",
      reasonCode: "answer-mismatch",
      expected: "no_all_squash",
      found: "all_squash",
      message: "The text of the export has all_squash: every file would belong to nobody.",
    });
  list.push(fromPods(lines, trouble));
  return list;
}

function fromPods(lines: readonly SquashLine[], trouble: Trouble | undefined): Judgement {
  const target = "mounted volume";
  const expected = "each user's closed file stays his own";
  const writes = lines.filter((one) => one.phase === "write");
  const reads = lines.filter((one) => one.phase === "read");
  const [first] = writes;
  if (!first || writes.length < 2)
    return troubled(
      target,
      trouble ?? {
        reasonCode: "error",
        message: "The two users did not come to writing. Policies may forbid two user ids in one pod.",
      },
    );
  const { fs } = first;
  const evidence = {
    fs,
    root: first.root,
    writes: writes.map(({ uid, owner, create }) => ({ uid, owner, create })),
    reads: reads.map(({ uid, file, result }) => ({ uid, file, result })),
  };
  const about = { target, expected, evidence, places: [first.node] };
  const nfs = /^nfs4?$/.test(fs);
  if (/^(cifs|smb)/.test(fs))
    return {
      ...about,
      verdict: "warn",
      reasonCode: "unsupported",
      found: fs,
      message: `The volume is mounted over ${fs}, which gives all files one fixed owner by its mount options.`,
    };
  if (writes.every(({ create }) => create === "denied"))
    return {
      ...about,
      verdict: "could-not-tell",
      reasonCode: "forbidden",
      found: `directory ${first.root}`,
      message: `Neither user may create a file: the directory of the export is ${first.root} (owner, group, mode). Open it for the users of the pods and look again.`,
    };
  if (reads.length === 0)
    return troubled(
      target,
      trouble ?? { reasonCode: "error", message: "The files were written, but nobody came to reading them." },
    );
  const owners = [...new Set(writes.filter(({ create }) => create === "ok").map(({ owner }) => owner))];
  const own = writes.every(({ uid, owner }) => String(uid) === owner);
  if (reads.some(({ result }) => result === "readable")) {
    const foreign = owners.length === 1 && !writes.some(({ uid }) => String(uid) === owners[0]);
    if (foreign)
      return {
        ...about,
        verdict: "fail",
        reasonCode: "answer-mismatch",
        found: `both files belong to ${owners[0]}`,
        message: `Both users' files belong to ${owners[0]}, and each reads the other's closed file: the export squashes all users${nfs ? "" : ` (mounted as ${fs})`}.`,
      };
    return {
      ...about,
      verdict: "could-not-tell",
      reasonCode: "error",
      found: "closed files are readable",
      message: `One user reads the other's closed file, although the owners differ (${owners.join(", ")}): the file system does not keep permissions.`,
    };
  }
  if (own)
    return {
      ...about,
      verdict: "pass",
      reasonCode: "ok",
      found: `owners ${owners.join(" and ")}`,
      message: `Each user owns his file and cannot read the other's${nfs ? "" : ` (mounted as ${fs}, which is not NFS)`}.`,
    };
  const unmapped = owners.every((owner) => UNMAPPED.includes(owner));
  return {
    ...about,
    verdict: "warn",
    reasonCode: "answer-mismatch",
    found: `owners ${owners.join(" and ")}`,
    message: unmapped
      ? "Permissions hold, but owners are shown as nobody: the id-mapping domain of NFSv4 differs between client and server. That is no squashing."
      : `Permissions hold, but the files belong to ${owners.join(" and ")} instead of their writers.`,
  };
}
