import { dbEndpoint } from "./database/db-endpoint";
import { dbEngine } from "./database/db-engine";
import { dbLogin } from "./database/db-login";
import { dbOwner } from "./database/db-owner";
import { dbVersion } from "./database/db-version";
import type { AnyCheck } from "./define-check";
import { k8sApiReachable } from "./kubernetes/k8s-api-reachable";
import { k8sCapacity } from "./kubernetes/k8s-capacity";
import { k8sCredentialValid } from "./kubernetes/k8s-credential-valid";
import { k8sDistribution } from "./kubernetes/k8s-distribution";
import { k8sEngineVersion } from "./kubernetes/k8s-engine-version";
import { k8sKubeconfigSafe } from "./kubernetes/k8s-kubeconfig-safe";
import { k8sNodeVersion } from "./kubernetes/k8s-node-version";
import { k8sPlatformVersion } from "./kubernetes/k8s-platform-version";
import { k8sVersionWindow } from "./kubernetes/k8s-version-window";
import { licHost } from "./license/lic-host";
import { nsConnectivityPolicy } from "./namespaces/ns-connectivity-policy";
import { nsExist } from "./namespaces/ns-exist";
import { nsLimitrangeCommon } from "./namespaces/ns-limitrange-common";
import { nsLimitrangeProducts } from "./namespaces/ns-limitrange-products";
import { nsNames } from "./namespaces/ns-names";
import { nsQuota } from "./namespaces/ns-quota";
import { rbacEndpointsliceUsers } from "./namespaces/rbac-endpointslice-users";
import { rbacEndpointsliceWrite } from "./namespaces/rbac-endpointslice-write";
import { rbacNamespaceAdmin } from "./namespaces/rbac-namespace-admin";
import { rbacNotClusterAdmin } from "./namespaces/rbac-not-cluster-admin";
import { rbacServiceaccounts } from "./namespaces/rbac-serviceaccounts";
import { netBaseDomain } from "./network/net-base-domain";
import { netCertificate } from "./network/net-certificate";
import { netDbPort } from "./network/net-db-port";
import { netDns } from "./network/net-dns";
import { netIngressController } from "./network/net-ingress-controller";
import { netLicensePort } from "./network/net-license-port";
import { netMesh } from "./network/net-mesh";
import { netNetpol } from "./network/net-netpol";
import { netRecorderPort } from "./network/net-recorder-port";
import { netSrPort } from "./network/net-sr-port";
import { netSslRedirect } from "./network/net-ssl-redirect";
import { osBucketRights } from "./object-storage/os-bucket-rights";
import { osCveRule } from "./object-storage/os-cve-rule";
import { osEndpoint } from "./object-storage/os-endpoint";
import { osStrategy } from "./object-storage/os-strategy";
import { obsLogElastic } from "./observability/obs-log-elastic";
import { obsLogSplunk } from "./observability/obs-log-splunk";
import { obsPromOperator } from "./observability/obs-prom-operator";
import { obsPromRbac } from "./observability/obs-prom-rbac";
import { obsPromScrape } from "./observability/obs-prom-scrape";
import { obsTracing } from "./observability/obs-tracing";
import { prjInformation } from "./project/prj-information";
import { prjMatrix } from "./project/prj-matrix";
import { prjProducts } from "./project/prj-products";
import { prjThirdPartySupport } from "./project/prj-third-party-support";
import { regAuth } from "./registry/reg-auth";
import { regList } from "./registry/reg-list";
import { regMirror } from "./registry/reg-mirror";
import { regProxy } from "./registry/reg-proxy";
import { regPush } from "./registry/reg-push";
import { regType } from "./registry/reg-type";
import { regVendorCredentials } from "./registry/reg-vendor-credentials";
import { stAccessMode } from "./storage/st-access-mode";
import { stClassExists } from "./storage/st-class-exists";
import { stNfsDetect } from "./storage/st-nfs-detect";
import { stPvSupport } from "./storage/st-pv-support";
import { stPvcPermission } from "./storage/st-pvc-permission";
import { tsNetCluster } from "./terminal/ts-net-cluster";
import { tsNetDatabase } from "./terminal/ts-net-database";
import { tsNetExternal } from "./terminal/ts-net-external";
import { tsNetRegistry } from "./terminal/ts-net-registry";

const all = [
  k8sApiReachable,
  k8sCapacity,
  k8sCredentialValid,
  k8sDistribution,
  k8sEngineVersion,
  k8sKubeconfigSafe,
  k8sNodeVersion,
  k8sPlatformVersion,
  k8sVersionWindow,
  nsConnectivityPolicy,
  nsExist,
  nsLimitrangeCommon,
  nsLimitrangeProducts,
  nsNames,
  nsQuota,
  rbacEndpointsliceUsers,
  rbacEndpointsliceWrite,
  rbacNamespaceAdmin,
  rbacNotClusterAdmin,
  rbacServiceaccounts,
  stAccessMode,
  stClassExists,
  stNfsDetect,
  stPvSupport,
  stPvcPermission,
  licHost,
  netBaseDomain,
  netCertificate,
  netDbPort,
  netDns,
  netLicensePort,
  netRecorderPort,
  netSrPort,
  tsNetCluster,
  tsNetDatabase,
  tsNetExternal,
  tsNetRegistry,
  netIngressController,
  netMesh,
  netNetpol,
  netSslRedirect,
  dbEndpoint,
  dbEngine,
  dbLogin,
  dbOwner,
  dbVersion,
  regAuth,
  regList,
  regMirror,
  regProxy,
  regPush,
  regType,
  regVendorCredentials,
  osBucketRights,
  osCveRule,
  osEndpoint,
  osStrategy,
  obsLogElastic,
  obsLogSplunk,
  obsPromOperator,
  obsPromRbac,
  obsPromScrape,
  obsTracing,
  prjInformation,
  prjMatrix,
  prjProducts,
  prjThirdPartySupport,
] as unknown as readonly AnyCheck[];

/** Every check of the app's vantage, by the id of its requirement. */
export const checks: ReadonlyMap<string, AnyCheck> = new Map(all.map((check) => [check.id, check]));
