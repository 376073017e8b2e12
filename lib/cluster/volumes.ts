import type { Judgement } from "@/lib/checks/define-check";
import { readStorageClass } from "@/lib/checks/facts/storage-classes";
import { BLOCK, stAccessMode } from "@/lib/checks/storage/st-access-mode";
import { pause } from "@/lib/engine/pause";

import { eventsOf, follow } from "./job";
import type { Trouble } from "./judge/about";
import { judgeMinio } from "./judge/minio";
import { judgeSquash } from "./judge/squash";
import { judgeNfs, judgeVolume, type Volume } from "./judge/volume";
import type { Said } from "./lines";
import { agreed, makeAgreed, type Shared, unmade } from "./look";
import { claim, squashJob, volumeJob } from "./manifests";
import type { PlannedObject } from "./objects";
import { homeNamespace } from "./parts";

const BOUND_MS = 180_000;
const GONE_MS = 60_000;
const SQUASH_CONTAINERS = ["w1", "w2", "r1", "probe"];

interface Mounted {
  said: Said;
  boundAfter?: number;
  events: { reason: string; message: string }[];
  gone: boolean;
  trouble?: Trouble;
}

/** Why no claim is made: a class that keeps its volumes needs a word of its own (catalogue, st-dynamic-live). */
async function mayStay({ look, reader, volumeMayStay }: Shared): Promise<{ trouble?: Trouble; provisioner?: string }> {
  const name = look.answers["st.className"] ?? "";
  const read = await readStorageClass(reader, name);
  const provisioner = read.ok ? { provisioner: read.item.provisioner } : {};
  if (!read.ok && read.answer.ok && read.answer.status === 404)
    return { trouble: { reasonCode: "not-found", message: `There is no storage class ${name}.` } };
  if (volumeMayStay || (read.ok && read.item.reclaimPolicy === "Delete")) return provisioner;
  const why = read.ok
    ? `The class ${name} keeps its volumes (${read.item.reclaimPolicy})`
    : `The class ${name} cannot be read, so it may keep its volumes`;
  return {
    ...provisioner,
    trouble: {
      reasonCode: "answer-missing",
      message: `${why}: a released volume would stay behind. Agree to that and look again.`,
    },
  };
}

/** A claim and the job that mounts it: followed to the end, then removed, and seen to be gone. */
async function mount(shared: Shared, word: "volume" | "squash"): Promise<Mounted> {
  const { look, closed, hands, timing, signal } = shared;
  const namespace = homeNamespace(look.answers) ?? "";
  const nothing = (trouble: Trouble): Mounted => ({ ...unmade(trouble), events: [], gone: true, trouble });
  const barred = closed.get(namespace);
  if (barred) return nothing(barred);
  const pvc = agreed(shared, "PersistentVolumeClaim", namespace, word);
  const job = agreed(shared, "Job", namespace, word);
  const place = { name: job.name, namespace };
  const body = word === "volume" ? volumeJob(look, place, pvc.name) : squashJob(look, place, pvc.name);
  const began = Date.now();
  const failed =
    (await makeAgreed(shared, pvc, claim(look, { name: pvc.name, namespace }, word))) ??
    (await makeAgreed(shared, job, body));
  if (failed) return nothing(failed);
  let boundAfter: number | undefined;
  let over = false;
  const watch = (async () => {
    while (!over && !signal.aborted && boundAfter === undefined) {
      const answer = await hands.read<{ status?: { phase?: string } }>(`${pvc.collection}/${pvc.name}`);
      if (answer.ok && answer.body?.status?.phase === "Bound") boundAfter = Math.round((Date.now() - began) / 1000);
      else await pause(timing.pollMs, signal);
    }
  })();
  const seen = await follow(shared, job, {
    part: word,
    pods: word === "volume" && look.answers["st.accessMode"] === "RWX" ? 2 : 1,
    patientMs: Math.min(BOUND_MS, timing.jobMs),
    ...(word === "squash" ? { containers: SQUASH_CONTAINERS } : {}),
  });
  over = true;
  await watch;
  const pod = seen.pods[0];
  const events = [
    ...(await eventsOf(hands, namespace, pvc.name)),
    ...(pod ? await eventsOf(hands, namespace, pod.name) : []),
  ];
  const gone = signal.aborted || (await removed(shared, job, pvc));
  return {
    said: seen.said,
    events,
    gone,
    ...(boundAfter === undefined ? {} : { boundAfter }),
    ...(seen.trouble ? { trouble: seen.trouble } : {}),
  };
}

/** Removes the job and its claim, and waits until the claim is not there any more: its finalizer waits for the pod. */
async function removed({ hands, timing, signal }: Shared, job: PlannedObject, pvc: PlannedObject): Promise<boolean> {
  await hands.remove(job.collection, job.name);
  await hands.remove(pvc.collection, pvc.name);
  const began = Date.now();
  while (!signal.aborted && Date.now() - began < GONE_MS) {
    const answer = await hands.read(`${pvc.collection}/${pvc.name}`);
    if (answer.ok && answer.status === 404) return true;
    await pause(timing.pollMs, signal);
  }
  return signal.aborted;
}

/** Volumes: provisioned, written and removed; and what their mount says of NFS. */
export async function lookAtVolume(shared: Shared, ids: readonly string[]): Promise<Judgement[]> {
  const { look, judged, started } = shared;
  const own = ["st-dynamic-live", "st-nfs-detect"].filter((id) => ids.includes(id));
  started(own);
  const { trouble: refused } = await mayStay(shared);
  const seen = refused
    ? { ...unmade(refused), events: [], gone: true, trouble: refused, boundAfter: undefined }
    : await mount(shared, "volume");
  const volume: Volume = {
    className: look.answers["st.className"] ?? "",
    events: seen.events,
    lines: seen.said.volume,
    gone: seen.gone,
    writers: look.answers["st.accessMode"] === "RWX" ? 2 : 1,
    ...(seen.boundAfter === undefined ? {} : { boundAfter: seen.boundAfter }),
    ...(seen.trouble ? { trouble: seen.trouble } : {}),
  };
  const judgements = judgeVolume(volume);
  if (own.includes("st-dynamic-live")) judged("st-dynamic-live", judgements, true);
  if (own.includes("st-nfs-detect"))
    judged("st-nfs-detect", judgeNfs(seen.said.volume[0]?.fs, look.answers["st.nfsBacked"], seen.trouble), true);
  return judgements;
}

/** Whether the export squashes all users (st-nfs-squash). */
export async function lookAtSquash(shared: Shared): Promise<Judgement[]> {
  const { look, judged, started } = shared;
  started(["st-nfs-squash"]);
  const { trouble: refused } = await mayStay(shared);
  const seen = refused ? { ...unmade(refused), trouble: refused } : await mount(shared, "squash");
  const exportText = look.answers["st.nfsExport"];
  const judgements = judgeSquash({
    lines: seen.said.squash,
    ...(exportText === undefined ? {} : { exportText }),
    ...(seen.trouble ? { trouble: seen.trouble } : {}),
  });
  judged("st-nfs-squash", judgements, true);
  return judgements;
}

/** MinIO's volume, folded from what this look saw (os-minio-volume). */
export async function lookAtMinio(
  shared: Shared,
  volume: readonly Judgement[] | undefined,
  squash: readonly Judgement[] | undefined,
): Promise<void> {
  const { look, facts, judged, started, reader } = shared;
  started(["os-minio-volume"]);
  const read = await readStorageClass(reader, look.answers["st.className"] ?? "");
  const context = { answers: look.answers, facts, consented: true, now: new Date() };
  const mode = look.answers["st.accessMode"] ? stAccessMode.verdict(read, context) : undefined;
  const noNfs: Judgement[] = [
    { target: "class", verdict: "pass", reasonCode: "ok", message: "The volumes are not NFS-backed." },
  ];
  const nfs = volume?.some(({ evidence }) => /^nfs/.test(String(evidence?.fs ?? ""))) ?? false;
  const seen = {
    "st-dynamic-live": volume,
    "st-nfs-squash": squash ?? (look.answers["st.nfsBacked"] === "no" && !nfs ? noNfs : undefined),
    "st-access-mode": mode,
  };
  judged("os-minio-volume", judgeMinio(seen, { nfs, block: read.ok && BLOCK.test(read.item.provisioner) }), true);
}
