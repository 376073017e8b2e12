/** How the pods of a practice cluster fare, as plain data and one function; everything goes well where nothing is said. */
export interface Plays {
  /** Why a node cannot pull an image, in kubelet's words; the name of a node, or `*` for all. */
  pull?: Readonly<Record<string, { reason: string; message: string }>>;
  /** What the scheduler says when no node takes a pod. */
  unschedulable?: string;
  /** The nodes on which the scheduler puts pods; all of them when absent. */
  takes?: readonly string[];
  /** What a dial comes to. */
  reach?: (asked: Asked) => { state: string; detail?: string; ms?: number };
  /** What becomes of a claim; bound when absent. */
  claim?: { pending: { reason: string; message: string } };
  volume?: { state?: "written" | "denied"; ms?: number; fs?: string };
  /** The owner that every file gets; absent: each user owns his own. */
  squashedTo?: number;
  redirect?: { code: number; location?: string; hsts?: boolean };
  maps?: number;
  /** A job in this namespace vanishes with everything in it this long after it was made. */
  vanishes?: { namespace: string; afterMs: number };
  /** How long a pod takes to start, to run, and each further one longer. */
  startMs?: number;
  runMs?: number;
  apartMs?: number;
}

export interface Asked {
  node: string;
  from: string;
  host: string;
  port: number;
  mode: string;
}

/** What a healthy peer says first, by the way it is spoken to. */
const GREETING: Record<string, string> = {
  tcp: "held",
  pg: "53",
  tds: "0401002b0000010000",
  http: "200",
  tls: "200:0",
};

const line = (value: object) => `RDY|${JSON.stringify(value)}`;

/** The pod as the log's writer knows it: its environment is what the manifest said. */
export interface PlayedPod {
  name: string;
  namespace: string;
  node: string;
  env: Readonly<Record<string, string>>;
  user: number;
  mounts: boolean;
}

/**
 * What the scripts of the probes would have written. No script runs and nothing is dialled here: that the
 * scripts write such lines is proved by real pods in the cluster tests.
 */
export function playedLog(pod: PlayedPod, plays: Plays): string {
  const { node, env } = pod;
  const run = env.RUN ?? "";
  const lines = [
    "some words of the image that are nobody's business",
    line({ start: run, code: env.CODE ?? "-", node, pod: pod.name, at: Math.floor(Date.now() / 1000) }),
  ];
  if (env.TARGETS !== undefined) lines.push(...reachLines(pod, plays));
  else if (env.PHASE) lines.push(...squashLines(pod, plays));
  else if (env.HOST) lines.push(...redirectLines(pod, plays));
  else if (pod.mounts) lines.push(volumeLine(pod, plays));
  lines.push(line({ end: run, node }));
  return `${lines.join("\n")}\n`;
}

function reachLines({ node, namespace, env }: PlayedPod, { reach, maps = 262_144 }: Plays): string[] {
  const targets = (env.TARGETS ?? "").split("\n").filter(Boolean);
  return [
    line({ check: "obs-elastic-incluster", node, maps }),
    ...targets.map((target) => {
      const [check = "", host = "", port = "0", mode = "tcp"] = target.split(" ");
      const asked = { node, from: namespace, host, port: Number(port), mode };
      const absent = host.endsWith(".invalid");
      const usual =
        mode === "name"
          ? { state: absent ? "nxdomain" : "answered", detail: absent ? "" : "10.2.9.20" }
          : { state: "connected", detail: GREETING[mode] ?? "", ms: 3 };
      const { state, detail = "", ms = 0 } = { ...usual, ...reach?.(asked) };
      return line({ check, node, from: namespace, host, port: Number(port), mode, state, detail, ms });
    }),
  ];
}

function squashLines({ node, env, user }: PlayedPod, { squashedTo, volume }: Plays): string[] {
  const fs = volume?.fs ?? "nfs4";
  const check = "st-nfs-squash";
  if (env.PHASE === "write") {
    const owner = String(squashedTo ?? user);
    return [line({ check, phase: "write", node, uid: user, create: "ok", owner, chmod: "ok", fs, root: "0:0:777" })];
  }
  const result = squashedTo === undefined ? "denied" : "readable";
  return [line({ check, phase: "read", node, uid: user, file: String(user === 10_001 ? 10_002 : 10_001), result })];
}

function volumeLine({ node }: PlayedPod, { volume = {} }: Plays): string {
  const { state = "written", ms = 400, fs = "ext4" } = volume;
  const written = state === "written";
  const detail = written ? "" : "dd: can't open '/data/.rdy': Permission denied".replaceAll(/['()]/g, "");
  return line({ check: "st-dynamic-live", node, state, detail, ms, bytes: written ? 67_108_864 : 0, fs });
}

function redirectLines({ node }: PlayedPod, { redirect }: Plays): string[] {
  const { code = 200, location = "", hsts = false } = redirect ?? {};
  const check = "net-ssl-redirect";
  const said = { server: "nginx", hsts: hsts ? "yes" : "no" };
  return [
    line({ check, node, scheme: "http", code, location, ...said, mine: code === 200 ? "yes" : "no" }),
    line({ check, node, scheme: "https", code: 200, location: "", ...said, server: "", mine: "no" }),
  ];
}
