import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "knovvu-readiness", "kube");
const BUILD = join(import.meta.dirname, "server", "build.sh");

const VERSION = "v1.34.4";

/** A program of Kubernetes, built once from the Go module beside this file and kept in the user's cache. */
export function kubeProgram(program: "kube-controller-manager" | "kube-scheduler" | "kubelet" | "agnhost"): string {
  return built(program, VERSION);
}

/** Path of a kube-apiserver that calls itself `gitVersion`; another one of the same sources only relinks. */
export function kubeApiserver(gitVersion = VERSION): string {
  return built("kube-apiserver", gitVersion);
}

function built(program: string, gitVersion: string): string {
  const path = join(CACHE, `${program}-${gitVersion}`);
  if (!existsSync(path)) {
    mkdirSync(CACHE, { recursive: true });
    const making = `${path}.${process.pid}`;
    execFileSync(BUILD, [making, gitVersion, program], { stdio: ["ignore", "inherit", "inherit"] });
    renameSync(making, path);
  }
  return path;
}

/** Path of etcd: from PATH, or the place the Debian package puts it. */
export function etcd(): string {
  const candidates = [...(process.env.PATH ?? "").split(":").map((folder) => join(folder, "etcd")), "/usr/bin/etcd"];
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Error("etcd was not found. Install it (Debian: apt-get install etcd-server) and run again.");
  return found;
}
