import { database } from "./database";
import { kubernetes } from "./kubernetes";
import { license } from "./license";
import { namespaces } from "./namespaces";
import { network } from "./network";
import { objectStorage } from "./object-storage";
import { observability } from "./observability";
import { project } from "./project";
import { registry } from "./registry";
import { storage } from "./storage";
import { terminal } from "./terminal";
import type { Requirement } from "./types";

/** Version of the catalogue, kept with every run. */
export const CATALOGUE_VERSION = "2026.1";

/** All requirements, in the order of the catalogue. */
export const catalogue: readonly Requirement[] = [
  ...terminal,
  ...kubernetes,
  ...namespaces,
  ...storage,
  ...network,
  ...registry,
  ...database,
  ...objectStorage,
  ...license,
  ...observability,
  ...project,
];

const byId = new Map(catalogue.map((one) => [one.id, one]));

/** True for an id of the catalogue. */
export function isRequirementId(id: string): boolean {
  return byId.has(id);
}

/** The requirement of this id; throws for one that is not in the catalogue. */
export function requirement(id: string): Requirement {
  const found = byId.get(id);
  if (!found) throw new Error(`${id} is not a requirement of catalogue ${CATALOGUE_VERSION}.`);
  return found;
}
