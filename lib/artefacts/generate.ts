import type { ArtefactId } from "@/lib/requirements/types";
import { databaseOwner } from "./database-owner";
import * as kubernetes from "./kubernetes";
import { makeKubeconfig } from "./make-kubeconfig";
import type { ArtefactInput, GeneratedFile } from "./manifest";
import { mirrorImages } from "./mirror-images";
import { probeManifest } from "./probe-manifest";
import { bucketPolicy, nfsExport } from "./storage";
import { terminalScripts } from "./terminal-scripts";

export type { GeneratedFile } from "./manifest";

interface Artefact {
  id: ArtefactId;
  title: string;
  /** Who runs or applies it. */
  whoApplies: string;
  make: (input: ArtefactInput) => GeneratedFile[];
}

const ADMIN = "Cluster administrator";

/** The files that can be generated, in the numbering of the catalogue's section 4. */
export const ARTEFACTS: readonly Artefact[] = [
  { id: "A1", title: "Namespaces", whoApplies: ADMIN, make: kubernetes.namespaces },
  {
    id: "A2",
    title: "EndpointSlice role for every managing user",
    whoApplies: ADMIN,
    make: kubernetes.endpointSliceRole,
  },
  { id: "A3", title: "Administration of the namespaces", whoApplies: ADMIN, make: kubernetes.namespaceAdmin },
  { id: "A4", title: "LimitRange of the common namespace", whoApplies: ADMIN, make: kubernetes.limitRangeCommon },
  { id: "A5", title: "LimitRange of the product namespaces", whoApplies: ADMIN, make: kubernetes.limitRangeProducts },
  { id: "A6", title: "Quotas that leave 30 %", whoApplies: ADMIN, make: kubernetes.quota },
  { id: "A7", title: "Monitoring role", whoApplies: ADMIN, make: kubernetes.monitoringRole },
  {
    id: "A8",
    title: "Ingress or Route without SSL redirect",
    whoApplies: ADMIN,
    make: kubernetes.ingressWithoutRedirect,
  },
  { id: "A9", title: "NFS export without all_squash", whoApplies: "Storage administrator", make: nfsExport },
  { id: "A10", title: "Copy of the images", whoApplies: "Registry administrator", make: mirrorImages },
  { id: "A11", title: "Script that makes the kubeconfig", whoApplies: ADMIN, make: makeKubeconfig },
  { id: "A12", title: "Probes inside the cluster", whoApplies: ADMIN, make: (input) => probeManifest(input) },
  {
    id: "A13",
    title: "Scripts for the terminal and the license server",
    whoApplies: "Windows administrator",
    make: terminalScripts,
  },
  { id: "A14", title: "Owner of the databases", whoApplies: "Database administrator", make: databaseOwner },
  { id: "A15", title: "Traffic between the namespaces", whoApplies: ADMIN, make: kubernetes.allowBetweenNamespaces },
  { id: "A17", title: "S3 policy for the buckets", whoApplies: "Object storage administrator", make: bucketPolicy },
];

/** The files of one artefact; none when the answers that it needs are missing. */
export function generateArtefact(id: ArtefactId, input: ArtefactInput): GeneratedFile[] {
  return ARTEFACTS.find((one) => one.id === id)?.make(input) ?? [];
}

/** Every file that the answers allow. */
export function generateAll(input: ArtefactInput): GeneratedFile[] {
  return ARTEFACTS.flatMap(({ make }) => make(input));
}
