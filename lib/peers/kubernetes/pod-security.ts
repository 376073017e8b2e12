interface SecurityContext {
  runAsNonRoot?: boolean;
  privileged?: boolean;
  allowPrivilegeEscalation?: boolean;
  capabilities?: { drop?: string[]; add?: string[] };
  seccompProfile?: { type?: string };
}
interface PodSpec {
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  securityContext?: SecurityContext;
  containers?: { name: string; securityContext?: SecurityContext }[];
  volumes?: { name: string; hostPath?: unknown }[];
}

/** What the Pod Security level of a namespace holds against a pod; undefined when it lets it pass. */
export function violatesPodSecurity(level: string | undefined, spec: PodSpec): string | undefined {
  if (level !== "baseline" && level !== "restricted") return undefined;
  const containers = spec.containers ?? [];
  const bad: string[] = [];
  const each = (what: string, must: string, wrong: (context: SecurityContext) => boolean) => {
    const names = containers
      .filter(({ securityContext }) => wrong(securityContext ?? {}))
      .map(({ name }) => `"${name}"`);
    const who = names.length === 1 ? `container ${names[0]}` : `containers ${names.join(", ")}`;
    if (names.length > 0) bad.push(`${what} (${who} must ${must})`);
  };
  const host = (["hostNetwork", "hostPID", "hostIPC"] as const).filter((key) => spec[key]);
  if (host.length > 0) bad.push(`host namespaces (${host.map((key) => `${key}=true`).join(", ")})`);
  const paths = (spec.volumes ?? []).filter((volume) => volume.hostPath).map(({ name }) => `"${name}"`);
  if (paths.length > 0) bad.push(`hostPath volumes (volume ${paths.join(", ")})`);
  each("privileged", "not set securityContext.privileged=true", ({ privileged }) => privileged === true);
  if (level === "restricted") {
    each(
      "allowPrivilegeEscalation != false",
      "set securityContext.allowPrivilegeEscalation=false",
      ({ allowPrivilegeEscalation }) => allowPrivilegeEscalation !== false,
    );
    each(
      "unrestricted capabilities",
      'set securityContext.capabilities.drop=["ALL"]',
      ({ capabilities }) => !capabilities?.drop?.includes("ALL"),
    );
    const pod = spec.securityContext ?? {};
    each(
      "runAsNonRoot != true",
      "set securityContext.runAsNonRoot=true",
      ({ runAsNonRoot }) => !(runAsNonRoot ?? pod.runAsNonRoot),
    );
    each(
      "seccompProfile",
      'set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"',
      ({ seccompProfile }) =>
        !["RuntimeDefault", "Localhost"].includes((seccompProfile ?? pod.seccompProfile)?.type ?? ""),
    );
  }
  return bad.length > 0 ? `violates PodSecurity "${level}:latest": ${bad.join(", ")}` : undefined;
}
