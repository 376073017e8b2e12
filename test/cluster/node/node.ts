import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { kubeProgram } from "../binaries";
import { type ControlPlane, end, freePort, launch, until } from "../control-plane";
import { makeImages, PAUSE_IMAGE, serveImage } from "./image";
import { addressesAndRoutes, startNeighbours } from "./neighbours";

/** A name that leads to loopback, where kubelet listens: nothing of this test is open to the network. */
export const NODE_NAME = "localhost";
const CNI = "/usr/lib/cni";
const SYSCTLS = [
  "net/ipv4/ip_forward",
  "vm/overcommit_memory",
  "kernel/panic",
  "kernel/panic_on_oops",
  "vm/panic_on_oom",
];
const CGROUPS = "/sys/fs/cgroup";

/** Why this machine cannot run pods; undefined when it can. */
export function whyNoPods(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "it takes root on Linux";
  const missing = [
    ...["containerd", "runc", "ctr", "ip"].filter((name) => spawnSync(name, ["--version"]).error !== undefined),
    ...[join(CNI, "ptp"), join(CNI, "host-local"), "/bin/busybox"].filter((path) => !existsSync(path)),
  ];
  return missing.length > 0 ? `not installed: ${missing.join(", ")}` : undefined;
}

const sysctl = (name: string) => join("/proc/sys", name);

/** The kernel's settings that kubelet and the network plug-in change; put back at the end. */
function keepSettings(): () => void {
  const before = SYSCTLS.map((name) => [name, readFileSync(sysctl(name), "utf8")] as const);
  return () => {
    for (const [name, value] of before) writeFileSync(sysctl(name), value);
  };
}

/** The network namespaces that plug-ins made. */
function networks(): string[] {
  return existsSync("/run/netns") ? readdirSync("/run/netns") : [];
}

/** The groups below which kubelet puts its pods, in every hierarchy; emptied and removed at the end. */
function removeGroups(group: string): void {
  const hierarchies = existsSync(join(CGROUPS, "cgroup.controllers")) ? [""] : readdirSync(CGROUPS);
  const remove = (path: string) => {
    if (!existsSync(path)) return;
    for (const entry of readdirSync(path, { withFileTypes: true }))
      if (entry.isDirectory()) remove(join(path, entry.name));
    spawnSync("rmdir", [path]);
  };
  for (const one of hierarchies) remove(join(CGROUPS, one, group));
}

/** What pods leave in the machine: cables, networks, settings of the kernel, groups, and mounts below this folder. */
function traces(folder: string, group: string): string[] {
  const hierarchies = existsSync(join(CGROUPS, "cgroup.controllers")) ? [""] : readdirSync(CGROUPS);
  const mounts = readFileSync("/proc/self/mounts", "utf8").split("\n");
  return [
    ...readdirSync("/sys/class/net").map((name) => `cable ${name}`),
    ...networks().map((name) => `network ${name}`),
    ...addressesAndRoutes(),
    ...SYSCTLS.map((name) => `setting ${name} ${readFileSync(sysctl(name), "utf8").trim()}`),
    ...hierarchies.filter((one) => existsSync(join(CGROUPS, one, group))).map((one) => `group ${one}/${group}`),
    ...mounts.flatMap((line) => line.split(" ")[1] ?? []).filter((at) => at.startsWith(folder)),
  ];
}

export interface RealNode {
  /** A registry on loopback that holds the probe image and no other. */
  registryPort: number;
  stop(): Promise<void>;
  /** What there is on this machine that was not there, or not so, before the node. */
  leftBehind(): string[];
}

/** containerd, kubelet, the controllers and the scheduler, as root, below one folder that is removed at the end. */
export async function startNode(plane: ControlPlane): Promise<RealNode> {
  const { folder, adminFile } = plane;
  const path = (name: string) => join(folder, name);
  const putBack = keepSettings();
  const networksBefore = networks();
  const group = `readiness-${process.pid}`;
  const before = traces(folder, group);
  const leftBehind = () => traces(folder, group).filter((one) => !before.includes(one));
  for (const name of ["containerd", "run", "kubelet", "cni", "cni-state"]) mkdirSync(path(name), { recursive: true });
  writeFileSync(
    path("cni/10-ptp.conflist"),
    JSON.stringify({
      cniVersion: "0.4.0",
      name: "readiness",
      plugins: [
        {
          type: "ptp",
          ipam: {
            type: "host-local",
            subnet: "10.199.0.0/24",
            dataDir: path("cni-state"),
            routes: [{ dst: "0.0.0.0/0" }],
          },
        },
      ],
    }),
  );
  const socket = path("run/containerd.sock");
  const archive = makeImages(folder);
  const registry = await serveImage(path("image"));
  const leaveNeighbours = await startNeighbours();
  writeFileSync(
    path("containerd.toml"),
    `version = 2
root = "${path("containerd")}"
state = "${path("run/state")}"
[grpc]
  address = "${socket}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${PAUSE_IMAGE}"
  restrict_oom_score_adj = true
  disable_apparmor = true
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "native"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${CNI}"
    conf_dir = "${path("cni")}"
  [plugins."io.containerd.grpc.v1.cri".registry.mirrors."readiness.test"]
    endpoint = ["http://127.0.0.1:${registry.port}"]
`,
  );
  const children: ReturnType<typeof launch>[] = [];
  const begin = (command: string, args: string[]) => {
    const one = launch(command, args);
    children.push(one);
    return one;
  };
  const stop = async () => {
    registry.close();
    leaveNeighbours();
    // The pods themselves outlive kubelet and containerd: their tasks, and the networks that they stand in.
    const ran =
      spawnSync("ctr", ["-a", socket, "-n", "k8s.io", "tasks", "ls", "-q"], { encoding: "utf8" }).stdout ?? "";
    const kubelets = children.splice(1);
    for (const one of kubelets.reverse()) await end(one.child);
    for (const id of ran.split("\n").filter(Boolean))
      spawnSync("ctr", ["-a", socket, "-n", "k8s.io", "tasks", "delete", "-f", id]);
    for (const name of networks().filter((one) => !networksBefore.includes(one)))
      spawnSync("ip", ["netns", "delete", name]);
    for (const one of [...children].reverse()) await end(one.child);
    for (const line of readFileSync("/proc/self/mounts", "utf8").split("\n").reverse()) {
      const at = line.split(" ")[1];
      if (at?.startsWith(folder)) spawnSync("umount", ["-l", at]);
    }
    removeGroups(group);
    putBack();
    rmSync(path("containerd"), { recursive: true, force: true });
  };
  try {
    const ctr = (...args: string[]) => execFileSync("ctr", ["-a", socket, "-n", "k8s.io", ...args], { stdio: "pipe" });
    const runtime = begin("containerd", ["--config", path("containerd.toml")]);
    await until("containerd", runtime.child, runtime.log, async () => ctr("version") !== undefined);
    ctr("images", "import", archive);
    const controllers = await freePort();
    const scheduler = await freePort();
    const key = path("sa.key");
    const ca = path("ca.pem");
    begin(kubeProgram("kube-controller-manager"), [
      ...["--kubeconfig", adminFile, "--leader-elect=false", "--bind-address", "127.0.0.1"],
      ...["--secure-port", String(controllers), "--service-account-private-key-file", key, "--root-ca-file", ca],
    ]);
    begin(kubeProgram("kube-scheduler"), [
      ...["--kubeconfig", adminFile, "--leader-elect=false", "--bind-address", "127.0.0.1"],
      ...["--secure-port", String(scheduler)],
    ]);
    const port = await freePort();
    writeFileSync(
      path("kubelet.json"),
      JSON.stringify({
        apiVersion: "kubelet.config.k8s.io/v1beta1",
        kind: "KubeletConfiguration",
        failCgroupV1: false,
        cgroupDriver: "cgroupfs",
        cgroupRoot: "/",
        cgroupsPerQOS: false,
        enforceNodeAllocatable: [],
        makeIPTablesUtilChains: false,
        failSwapOn: false,
        containerRuntimeEndpoint: `unix://${socket}`,
        authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
        authorization: { mode: "AlwaysAllow" },
        address: "127.0.0.1",
        port,
        healthzPort: 0,
        readOnlyPort: 0,
        resolvConf: "",
        evictionHard: { "nodefs.available": "1%", "imagefs.available": "1%" },
        imageGCHighThresholdPercent: 100,
        syncFrequency: "2s",
        podLogsDir: path("pod-logs"),
      }),
    );
    const kubelet = begin(kubeProgram("kubelet"), [
      ...["--config", path("kubelet.json"), "--kubeconfig", adminFile, "--hostname-override", NODE_NAME],
      ...["--root-dir", path("kubelet"), "--cert-dir", path("kubelet-certs")],
    ]);
    await until("kubelet", kubelet.child, kubelet.log, async () => {
      const { body } = await plane.admin.request("GET", `/api/v1/nodes/${NODE_NAME}`);
      const conditions = (body.status?.conditions ?? []) as { type: string; status: string }[];
      return conditions.some(({ type, status }) => type === "Ready" && status === "True");
    });
    return { registryPort: registry.port, stop, leftBehind };
  } catch (error) {
    await stop();
    throw error;
  }
}
