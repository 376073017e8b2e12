import type { V1LimitRange, V1LimitRangeItem, V1ResourceQuota } from "@kubernetes/client-node";

import type { KubernetesProbe, ListResult } from "@/lib/probes/types";

/** One quota that counts in a namespace; quantities are Kubernetes quantity strings. */
export interface QuotaFacts {
  name: string;
  hard: Record<string, string>;
  used: Record<string, string>;
  /** Counts only some pods. */
  scoped: boolean;
  /** Shared by a selector with other projects (OpenShift). */
  clusterWide: boolean;
}
export interface LimitRangeFacts {
  name: string;
  items: V1LimitRangeItem[];
}
interface AppliedClusterQuota {
  metadata?: { name?: string };
  spec?: { quota?: { hard?: Record<string, string>; scopes?: string[] } };
  status?: { total?: { hard?: Record<string, string>; used?: Record<string, string> } };
}

function pickQuota(quota: V1ResourceQuota): QuotaFacts {
  return {
    name: quota.metadata?.name ?? "",
    hard: quota.status?.hard ?? quota.spec?.hard ?? {},
    used: quota.status?.used ?? {},
    scoped: Boolean(quota.spec?.scopes?.length || quota.spec?.scopeSelector),
    clusterWide: false,
  };
}

function pickClusterQuota(quota: AppliedClusterQuota): QuotaFacts {
  return {
    name: quota.metadata?.name ?? "",
    hard: quota.status?.total?.hard ?? quota.spec?.quota?.hard ?? {},
    used: quota.status?.total?.used ?? {},
    scoped: Boolean(quota.spec?.quota?.scopes?.length),
    clusterWide: true,
  };
}

function pickLimitRange(range: V1LimitRange): LimitRangeFacts {
  return { name: range.metadata?.name ?? "", items: range.spec?.limits ?? [] };
}

const inNamespace = (namespace: string) => `/api/v1/namespaces/${encodeURIComponent(namespace)}`;

/** ResourceQuotas of a namespace. */
export function listQuotas(kubernetes: KubernetesProbe, namespace: string): Promise<ListResult<QuotaFacts>> {
  return kubernetes.list<V1ResourceQuota, QuotaFacts>(`${inNamespace(namespace)}/resourcequotas`, pickQuota);
}

/** OpenShift's cluster quotas that apply to a namespace; project administrators may read them. */
export function listClusterQuotas(kubernetes: KubernetesProbe, namespace: string): Promise<ListResult<QuotaFacts>> {
  const path = `/apis/quota.openshift.io/v1/namespaces/${encodeURIComponent(namespace)}/appliedclusterresourcequotas`;
  return kubernetes.list<AppliedClusterQuota, QuotaFacts>(path, pickClusterQuota);
}

/** LimitRanges of a namespace. */
export function listLimitRanges(kubernetes: KubernetesProbe, namespace: string): Promise<ListResult<LimitRangeFacts>> {
  return kubernetes.list<V1LimitRange, LimitRangeFacts>(`${inNamespace(namespace)}/limitranges`, pickLimitRange);
}
