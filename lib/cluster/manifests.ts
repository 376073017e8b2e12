import type { Answers } from "@/lib/intake/answers";
import type { Owned } from "@/lib/probes/kubernetes/types";
import { MANAGED, RUN_LABEL } from "@/lib/probes/kubernetes/types";

import { CONTAINER, PART_LABEL } from "./pods";
import { REACH_SCRIPT, REDIRECT_SCRIPT, SQUASH_SCRIPT, VOLUME_SCRIPT } from "./scripts";
import { type Target, targetLines } from "./targets";

/** Seconds after which the cluster itself ends a probe, and after which it removes what ended (catalogue 1.8). */
export const DEADLINE_S = 180;
export const KEEP_S = 600;
export const ECHO_PORT = 8080;

/** What every object of one look shares. `code` is told by the pods where the customer applies the file himself. */
export interface Look {
  answers: Answers;
  runId: string;
  hex: string;
  image: string;
  /** Name of the pull secret, where the look makes one. */
  pullSecret?: string;
  code?: string;
  /** User ids of the namespace, on OpenShift. */
  uids?: readonly [number, number];
}

const USER = 10_001;
const SECOND_USER = 10_002;
const MESH_OUT = { "sidecar.istio.io/inject": "false" };
const LINKERD_OUT = { "linkerd.io/inject": "disabled" };

/** OpenShift chooses the user itself; before 4.11 its restricted profile refuses a seccomp profile (catalogue 1.8). */
function openshift({ answers }: Look): { is: boolean; old: boolean } {
  const is = answers["k8s.distribution"] === "openshift";
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(answers["k8s.platformVersion"] ?? "") ?? [];
  return { is, old: is && major === "4" && Number(minor) <= 10 };
}

function labels({ runId }: Look, part: string): Record<string, string> {
  return { ...MANAGED, [RUN_LABEL]: runId, [PART_LABEL]: part };
}

interface PodOptions {
  part: string;
  script?: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** Name of the claim that is mounted at /data. */
  claim?: string;
  /** Takes part in the mesh, where the usual pod stays out of it. */
  meshed?: boolean;
  user?: number;
}

function environment(look: Look, extra: Readonly<Record<string, string>>): object[] {
  const own = { RUN: look.runId, ...(look.code ? { CODE: look.code } : {}), ...extra };
  return [
    { name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
    { name: "FROM", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
    ...Object.entries(own).map(([name, value]) => ({ name, value })),
  ];
}

function container(look: Look, name: string, options: PodOptions): object {
  const { script, args, env = {}, claim, user } = options;
  return {
    name,
    image: look.image,
    imagePullPolicy: "Always",
    ...(script ? { command: ["/bin/sh", "-c", script] } : {}),
    ...(args ? { args: [...args] } : {}),
    env: environment(look, env),
    resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "200m", memory: "128Mi" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      ...(user === undefined ? {} : { runAsUser: user }),
    },
    ...(claim ? { volumeMounts: [{ name: "data", mountPath: "/data" }] } : {}),
  };
}

function podSpec(look: Look, options: PodOptions, initial: readonly object[] = []): object {
  const { is, old } = openshift(look);
  const { claim, part } = options;
  return {
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 1,
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { [RUN_LABEL]: look.runId, [PART_LABEL]: part } },
      },
    ],
    securityContext: {
      runAsNonRoot: true,
      ...(is ? {} : { runAsUser: USER, ...(claim ? { fsGroup: USER } : {}) }),
      ...(old ? {} : { seccompProfile: { type: "RuntimeDefault" } }),
    },
    ...(look.pullSecret ? { imagePullSecrets: [{ name: look.pullSecret }] } : {}),
    ...(initial.length > 0 ? { initContainers: [...initial] } : {}),
    containers: [container(look, CONTAINER, options)],
    ...(claim ? { volumes: [{ name: "data", persistentVolumeClaim: { claimName: claim } }] } : {}),
  };
}

/** A pod as the Job makes it: what the trial before the first create asks the admission about. */
export function trialPod(look: Look, namespace: string): Owned {
  const part = "trial";
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `rdy-trial-${look.hex}`, namespace, labels: { ...labels(look, part), ...MESH_OUT } },
    spec: podSpec(look, { part, script: "true" }),
  };
}

function job(
  look: Look,
  place: { name: string; namespace: string; pods: number },
  options: PodOptions,
  initial: readonly object[] = [],
): Owned {
  const { meshed = false, part } = options;
  const own = labels(look, part);
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: place.name, namespace: place.namespace, labels: own },
    spec: {
      parallelism: place.pods,
      completions: place.pods,
      backoffLimit: 0,
      activeDeadlineSeconds: DEADLINE_S,
      ttlSecondsAfterFinished: KEEP_S,
      template: {
        metadata: {
          labels: { ...own, ...(meshed ? {} : MESH_OUT), "knovvu.readiness/job": place.name },
          ...(meshed ? {} : { annotations: LINKERD_OUT }),
        },
        spec: podSpec(look, options, initial),
      },
    },
  };
}

/** One pod on each worker that dials every target. */
export function reachJob(
  look: Look,
  place: { name: string; namespace: string; pods: number },
  options: { part: string; targets: readonly Target[]; tries?: number; meshed?: boolean },
): Owned {
  const { part, targets, tries, meshed } = options;
  return job(look, place, {
    part,
    script: REACH_SCRIPT,
    env: { TARGETS: targetLines(targets), ...(tries === undefined ? {} : { TRIES: String(tries) }) },
    ...(meshed ? { meshed } : {}),
  });
}

/** A pod that answers HTTP until it is removed. */
export function echoJob(
  look: Look,
  place: { name: string; namespace: string },
  options: { part: string; meshed?: boolean },
): Owned {
  return job(look, { ...place, pods: 1 }, { ...options, args: ["netexec", `--http-port=${ECHO_PORT}`] });
}

/** The service before an echo pod. */
export function echoService(look: Look, { name, namespace }: { name: string; namespace: string }, part: string): Owned {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace, labels: labels(look, part) },
    spec: {
      selector: { [RUN_LABEL]: look.runId, "knovvu.readiness/job": name },
      ports: [{ name: "http", port: ECHO_PORT, targetPort: ECHO_PORT }],
    },
  };
}

/** A claim of the named class. */
export function claim(look: Look, { name, namespace }: { name: string; namespace: string }, part: string): Owned {
  const mode = look.answers["st.accessMode"] === "RWX" ? "ReadWriteMany" : "ReadWriteOnce";
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name, namespace, labels: labels(look, part) },
    spec: {
      accessModes: [mode],
      storageClassName: look.answers["st.className"] ?? "",
      resources: { requests: { storage: "1Gi" } },
    },
  };
}

/** A pod that writes to the volume; two of them where the volume is to be shared. */
export function volumeJob(look: Look, place: { name: string; namespace: string }, mounted: string): Owned {
  const pods = look.answers["st.accessMode"] === "RWX" ? 2 : 1;
  return job(look, { ...place, pods }, { part: "volume", script: VOLUME_SCRIPT, claim: mounted });
}

/** Four containers, one after the other, as two users on one volume. */
export function squashJob(look: Look, place: { name: string; namespace: string }, mounted: string): Owned {
  const [first, second] = look.uids ?? [USER, SECOND_USER];
  const step = (phase: "write" | "read", user: number, last = false): PodOptions => ({
    part: "squash",
    script: SQUASH_SCRIPT,
    env: { PHASE: phase, ...(last ? { LAST: "yes" } : {}) },
    claim: mounted,
    user,
  });
  const initial = [
    container(look, "w1", step("write", first)),
    container(look, "w2", step("write", second)),
    container(look, "r1", step("read", first)),
  ];
  return job(look, { ...place, pods: 1 }, step("read", second, true), initial);
}

/** An Ingress for a name of our own, or on OpenShift a Route that allows plain HTTP (artefact A8). */
export function webEntry(
  look: Look,
  { name, namespace, host }: { name: string; namespace: string; host: string },
): Owned {
  const metadata = { name, namespace, labels: labels(look, "redirect") };
  if (openshift(look).is)
    return {
      apiVersion: "route.openshift.io/v1",
      kind: "Route",
      metadata,
      spec: {
        host,
        to: { kind: "Service", name },
        port: { targetPort: "http" },
        tls: { termination: "edge", insecureEdgeTerminationPolicy: "Allow" },
      },
    };
  const ingressClass = look.answers["net.ingressClass"];
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { ...metadata, annotations: { "nginx.ingress.kubernetes.io/ssl-redirect": "false" } },
    spec: {
      ...(ingressClass ? { ingressClassName: ingressClass } : {}),
      tls: [{ hosts: [host] }],
      rules: [
        {
          host,
          http: {
            paths: [{ path: "/", pathType: "Prefix", backend: { service: { name, port: { number: ECHO_PORT } } } }],
          },
        },
      ],
    },
  };
}

/** A pod that asks the ingress for that name. */
export function redirectJob(
  look: Look,
  place: { name: string; namespace: string },
  asked: { host: string; address: string; pod: string },
): Owned {
  const env = { HOST: asked.host, ADDRESS: asked.address, POD: asked.pod };
  return job(look, { ...place, pods: 1 }, { part: "redirect", script: REDIRECT_SCRIPT, env });
}

/** The registry's credentials, as kubelet takes them. */
export function pullSecret(
  look: Look,
  { name, namespace }: { name: string; namespace: string },
  login: { host: string; username: string; password: string },
): Owned {
  const { host, username, password } = login;
  const auth = Buffer.from(`${username}:${password}`, "utf8").toString("base64");
  const config = JSON.stringify({ auths: { [host]: { username, password, auth } } });
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/dockerconfigjson",
    metadata: { name, namespace, labels: labels(look, "pull") },
    data: { ".dockerconfigjson": Buffer.from(config, "utf8").toString("base64") },
  };
}
