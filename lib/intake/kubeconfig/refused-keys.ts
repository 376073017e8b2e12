/** Why each behaviour of a kubeconfig is refused, and the way out (catalogue 1.3). */
const SCRIPT =
  "Have the cluster administrator run make-kubeconfig.sh once; its kubeconfig needs no program and works everywhere.";
const EMBED = "Export it with the data inside: kubectl config view --raw --minify --flatten";

const file = (what: string) => `points at a file on your machine (${what}), which is not here. ${EMBED}`;
const impersonate = `makes requests in another person's name. Upload the credential that SESTEK will use itself. ${SCRIPT}`;

export const REFUSED_USER_KEYS: Record<string, string> = {
  exec: `starts a program to log in. Programs from an uploaded file are never run. ${SCRIPT}`,
  "auth-provider": `uses a log-in plugin. Plugins from an uploaded file are never run. ${SCRIPT}`,
  tokenFile: file("a token"),
  "token-file": file("a token"),
  "client-certificate": file("a certificate"),
  "client-key": file("a key"),
  as: impersonate,
  "as-uid": impersonate,
  "as-groups": impersonate,
  "as-user-extra": impersonate,
  username: `is a basic log-in, which Kubernetes no longer takes. ${SCRIPT}`,
  password: `is a basic log-in, which Kubernetes no longer takes. ${SCRIPT}`,
};

export const REFUSED_CLUSTER_KEYS: Record<string, string> = {
  "certificate-authority": file("a CA certificate"),
  "proxy-url":
    "sends the traffic, with the token, to another host. Remove it, and open the direct way from this application to the API server.",
};

export const INSECURE =
  "switches the check of the server's certificate off. Set it to false or remove it, and provide the CA certificate under Cluster access instead.";
export const UNKNOWN_KEY = "is not a known part of a kubeconfig. Remove it and upload the file again.";
export const WAY_OUT = SCRIPT;

/** True for every spelling of impersonation. */
export const isImpersonation = (key: string) => /^impersonate/i.test(key) || /^as(-|$)/.test(key);
export const IMPERSONATION = impersonate;
