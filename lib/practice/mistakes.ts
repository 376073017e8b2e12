/** The typical mistakes of the practice systems, each with what mending it does. Safe for the browser. */
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
  {
    id: "registry-push",
    title: "The registry's user may not push",
    mend: "Grants the robot account write access to the project.",
    requirement: "reg-push",
  },
  {
    id: "image-missing",
    title: "Two images of SESTEK's list are not in the registry",
    mend: "Runs mirror-images.sh.",
    requirement: "reg-mirror",
  },
  {
    id: "database-password",
    title: "The password of the database account was changed",
    mend: "Resets it to the one that is stored.",
    requirement: "db-login",
  },
  {
    id: "database-owner",
    title: "The account does not own the database",
    mend: "Runs database-owner.sql, as the database administrator would.",
    requirement: "db-owner",
  },
] as const;

export type PracticeMistake = (typeof PRACTICE_MISTAKES)[number]["id"];

/** True for the id of a practice mistake. */
export function isPracticeMistake(id: string): id is PracticeMistake {
  return PRACTICE_MISTAKES.some((one) => one.id === id);
}

export const PRACTICE_HOST = "api.practice.example";
export const PRACTICE_PORT = 6443;
export const PRACTICE_REGISTRY = "registry.practice.example";
export const PRACTICE_DATABASE = "db.practice.example";
export const PRACTICE_DATABASE_PORT = 1433;
