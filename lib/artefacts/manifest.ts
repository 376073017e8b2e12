import { stringify } from "yaml";

import type { KubeconfigSummary } from "@/lib/intake/answers";
import type { Facts } from "@/lib/requirements/types";

import { comment } from "./quote";

/** One file made for the customer. `path` is relative to the folder or zip. */
export interface GeneratedFile {
  path: string;
  mediaType: "application/yaml" | "application/sql" | "text/x-shellscript" | "text/plain" | "application/json";
  text: string;
}

/** What a file is made from. */
export interface ArtefactInput {
  facts: Facts;
  project: { name: string; id?: string };
  /** Where the API server is, when a kubeconfig is stored. */
  kubeconfig?: KubeconfigSummary | undefined;
  /** Images of the list that the last look did not find; undefined: nobody has looked. */
  missingImages?: readonly string[];
}

/** The first lines of every file: whose it is, when it was made, what for, and who applies it. */
export function heading(
  { facts, project }: ArtefactInput,
  title: string,
  requirements: readonly string[],
  how: string,
): string {
  return [
    `# ${title}`,
    `# Project: ${comment(project.name)}. Made ${facts.today} by Knovvu Readiness for: ${requirements.join(", ")}.`,
    ...how.split("\n").map((line) => `# ${comment(line)}`),
  ].join("\n");
}

/** Several Kubernetes objects as one YAML file; every value goes through the encoder. */
export function manifest(head: string, objects: readonly object[]): string {
  const options = { lineWidth: 0, defaultStringType: "PLAIN", defaultKeyType: "PLAIN" } as const;
  return `${head}\n${objects.map((object) => `---\n${stringify(object, options)}`).join("")}`;
}
