/** What must hold before anything else is asked of the cluster (catalogue 1.1, order). */
export const REACHED = ["k8s-kubeconfig-safe", "k8s-api-reachable"] as const;
/** The API server answers, and to our credential. */
export const ALIVE = [...REACHED, "k8s-credential-valid"] as const;
/** The credential works and the namespaces of the answers are there. */
export const INSIDE = [...ALIVE, "ns-exist"] as const;
