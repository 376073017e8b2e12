import { follow } from "./job";
import type { Trouble } from "./judge/about";
import { judgeDatabaseName, judgeDns, judgeMaps } from "./judge/names";
import { heardOf, judgePull, type Pulls } from "./judge/pull";
import { judgeReach } from "./judge/reach";
import type { Said } from "./lines";
import { nothingSaid } from "./lines";
import { agreed, makeAgreed, type Shared } from "./look";
import { reachJob } from "./manifests";
import { MOST_WORKERS } from "./objects";
import { homeNamespace, PART_REQUIREMENTS } from "./parts";
import { namesOf, targetsOf } from "./targets";

const PORTS = new Set(PART_REQUIREMENTS.ports);

/** What the pods of the workers say, as judgements of one requirement. */
export function judgeBase(
  id: string,
  said: Said,
  shared: Pick<Shared, "look" | "workers" | "nodeAddresses">,
  trouble?: Trouble,
) {
  const { look, workers, nodeAddresses } = shared;
  const looked = { answers: look.answers, hex: look.hex, said, workers, ...(trouble ? { trouble } : {}) };
  if (id === "net-dns") return judgeDns(looked);
  if (id === "db-endpoint") return judgeDatabaseName(looked);
  if (id === "obs-elastic-incluster") return judgeMaps(looked);
  return judgeReach(id, { ...looked, nodeAddresses });
}

/**
 * One pod on each worker: it proves the pull by running, and dials what the answers name. Tells by `pulled`
 * as soon as one worker has the image, or why none gets it: everything else waits for that.
 */
export async function lookAtPorts(
  shared: Shared,
  ids: readonly string[],
  pulled: (trouble?: Trouble) => void,
): Promise<void> {
  const { look, workers, closed, judged, started, parts } = shared;
  const home = homeNamespace(look.answers) ?? "";
  const mine = ids.filter((id) => PORTS.has(id));
  const pull = ids.includes("reg-node-pull");
  started([...mine, ...(pull ? ["reg-node-pull"] : [])]);
  const pulls: Map<string, Pulls extends ReadonlyMap<string, infer V> ? V : never> = new Map();
  const end = (said: Said, trouble?: Trouble, own = false) => {
    const pods = pullTroubleOf(pulls);
    for (const id of mine) judged(id, judgeBase(id, said, shared, pods ?? trouble), true);
    if (pull) judged("reg-node-pull", judgePull(look.image, pulls, workers, trouble), true);
    // A namespace that takes no pods is no cause for what runs in the others.
    pulled(pods ?? (pulls.size === 0 && !own ? trouble : undefined));
  };
  const barred = closed.get(home);
  if (barred) return end(nothingSaid(), barred, true);
  const count = Math.max(1, Math.min(MOST_WORKERS, workers.names?.length ?? workers.count ?? 1));
  const object = agreed(shared, "Job", home, "ports");
  const targets = parts.includes("ports")
    ? [...targetsOf(look.answers), ...namesOf(look.answers, look.hex)].filter(({ check }) => mine.includes(check))
    : [];
  const part = object.part;
  const body = reachJob(look, { name: object.name, namespace: home, pods: count }, { part, targets });
  const failed = await makeAgreed(shared, object, body);
  if (failed) return end(nothingSaid(), failed, true);
  let told = false;
  const seen = await follow(shared, object, {
    part,
    pods: count,
    onPods(pods) {
      for (const pod of pods) heardOf(pulls, pod);
      if (!told && [...pulls.values()].some((one) => one.pulled)) {
        told = true;
        pulled();
      }
      if (pull && pulls.size > 0) judged("reg-node-pull", judgePull(look.image, pulls, workers));
    },
    onSaid(said) {
      for (const id of mine) judged(id, judgeBase(id, said, shared));
    },
  });
  end(seen.said, seen.trouble);
}

/** The pull that failed everywhere, as the cause of everything that no pod could see. */
function pullTroubleOf(pulls: Pulls): Trouble | undefined {
  if (pulls.size === 0 || [...pulls.values()].some(({ pulled }) => pulled)) return undefined;
  const [judgement] = judgePull("The probe image", pulls, {});
  return judgement
    ? { reasonCode: judgement.reasonCode, message: `${judgement.message} No pod could look.` }
    : undefined;
}
