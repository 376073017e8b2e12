import type { ApiResult } from "../types";

/** Everything that a probe makes is named and labelled so; nothing else is ever made or removed. */
export const NAME = /^rdy-[a-z0-9-]{1,50}$/;
export const MANAGED = { "app.kubernetes.io/managed-by": "knovvu-readiness" } as const;
export const RUN_LABEL = "knovvu.readiness/run";

/** An object of a probe: its name and the labels of its run are checked before it is sent. */
export interface Owned {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  [key: string]: unknown;
}

/** The raw log of one container, cut to a bound; hostile until parsed. */
export type PodLog = { ok: true; text: string } | { ok: false; message: string };

/**
 * What a cluster run may do at the customer's: make, watch and remove the objects of its own probe.
 * Nothing is remembered: each question goes out again. `collection` is an API path of a collection.
 */
export interface ClusterHands {
  create(collection: string, body: Owned): Promise<ApiResult>;
  remove(collection: string, name: string): Promise<ApiResult>;
  read<T = unknown>(path: string): Promise<ApiResult<T>>;
  /** Create with dryRun: what authorization and admission say, without making anything. */
  trial(collection: string, body: Owned): Promise<ApiResult>;
  log(namespace: string, pod: string, container: string): Promise<PodLog>;
  traffic(): { requests: number; bytes: number; byMethod: Record<string, number> };
}
