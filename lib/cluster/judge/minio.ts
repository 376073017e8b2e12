import type { Judgement } from "@/lib/checks/define-check";
import { worst } from "@/lib/engine/worst";

/** MinIO's volume is suitable (os-minio-volume): folds what was seen of volumes; one that is missing could not be told. */
export function judgeMinio(
  seen: Readonly<Record<"st-dynamic-live" | "st-nfs-squash" | "st-access-mode", readonly Judgement[] | undefined>>,
  { nfs, block }: { nfs: boolean; block: boolean },
): Judgement[] {
  const list = Object.entries(seen).map(([id, judgements]): Judgement => {
    const found = judgements ? worst(judgements) : undefined;
    if (!found)
      return {
        target: id,
        verdict: "could-not-tell",
        reasonCode: "answer-missing",
        message: `${id} was not looked at in this run. Choose it as well.`,
      };
    return { target: id, verdict: found.verdict, reasonCode: found.reasonCode, message: found.message };
  });
  if (nfs)
    list.push({
      target: "class",
      verdict: "warn",
      reasonCode: "unsupported",
      message: "The class lies on NFS, where MinIO loses speed and sometimes data.",
    });
  else if (!block)
    list.push({
      target: "class",
      verdict: "could-not-tell",
      reasonCode: "unsupported",
      message: "Whether the class is a block one could not be told.",
    });
  return list;
}
