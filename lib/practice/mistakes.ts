/** The typical mistakes of a practice cluster, each with what mending it does. Safe for the browser. */
export const PRACTICE_MISTAKES = [
  {
    id: "endpointslice-rights",
    title: "Rights on EndpointSlices are missing in knovvu-va",
    mend: "Applies endpointslice-role.yaml, as the cluster administrator would.",
    requirement: "rbac-endpointslice-write",
  },
  {
    id: "storage-class-name",
    title: "The named storage class does not exist",
    mend: "Creates the storage class fast-block.",
    requirement: "st-class-exists",
  },
  {
    id: "network-policy",
    title: "A policy closes knovvu-core to the other namespaces",
    mend: "Applies allow-between-namespaces.yaml.",
    requirement: "ns-connectivity-policy",
  },
  {
    id: "limitrange-too-small",
    title: "The LimitRange of knovvu-va is too small",
    mend: "Applies limitrange-products.yaml.",
    requirement: "ns-limitrange-products",
  },
  {
    id: "quota-too-small",
    title: "The quota of knovvu-core is too small",
    mend: "Applies quota.yaml.",
    requirement: "ns-quota",
  },
] as const;

export type PracticeMistake = (typeof PRACTICE_MISTAKES)[number]["id"];

/** True for the id of a practice mistake. */
export function isPracticeMistake(id: string): id is PracticeMistake {
  return PRACTICE_MISTAKES.some((one) => one.id === id);
}

export const PRACTICE_HOST = "api.practice.example";
export const PRACTICE_PORT = 6443;
