import { defineRule } from "@/lib/checks/define-check";

/** The kubeconfig was delivered and holds data only (S212; rules of catalogue 1.3). */
export const k8sKubeconfigSafe = defineRule({
  id: "k8s-kubeconfig-safe",
  verdict({ kubeconfig, kubeconfigRefusals }) {
    const target = "kubeconfig";
    const expected = "one context with a server, a CA and a credential, and nothing that runs or points elsewhere";
    if (kubeconfigRefusals?.length) {
      const message = kubeconfigRefusals.map((refusal) => refusal.message).join(" ");
      const found = kubeconfigRefusals.map((refusal) => refusal.path ?? refusal.code).join(", ");
      return [{ target, verdict: "fail", reasonCode: "unsupported", message, expected, found }];
    }
    if (!kubeconfig) {
      const message = "No kubeconfig has been delivered yet. Upload it under Cluster access.";
      return [{ target, verdict: "could-not-tell", reasonCode: "answer-missing", message, expected }];
    }
    const notes: string[] = [];
    if (kubeconfig.contextCount > 1)
      notes.push(`the file had ${kubeconfig.contextCount} contexts; "${kubeconfig.contextName}" was kept`);
    if (!kubeconfig.caFingerprint) notes.push("it names no CA, so the API certificate must be publicly trusted");
    if (kubeconfig.clusterAdminLike)
      notes.push(
        `its identity ${kubeconfig.identity ?? ""} looks like a cluster administrator, which is more than Knovvu needs`,
      );
    const found = `${kubeconfig.contextName} at ${kubeconfig.serverHost}, ${kubeconfig.credentialKind}`;
    const evidence = {
      server: kubeconfig.server,
      identity: kubeconfig.identity,
      uploadSha256: kubeconfig.uploadSha256,
      dropped: kubeconfig.dropped,
    };
    const message =
      notes.length > 0 ? `The kubeconfig is safe to use, but ${notes.join("; ")}.` : "The kubeconfig holds data only.";
    return [
      { target, verdict: notes.length > 0 ? "warn" : "pass", reasonCode: "ok", message, expected, found, evidence },
    ];
  },
});
