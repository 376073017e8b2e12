import { type ArtefactInput, type GeneratedFile, heading } from "./manifest";
import { sh } from "./quote";
import { DEPLOYER, homeNamespace } from "./subjects";

const MARGIN_DAYS = 7;
const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;

/** Days until a week after the installation, from the day the file is made. */
function daysNeeded({ facts }: ArtefactInput): number {
  const end = facts.answers["project.installEnd"];
  if (!end) return USUAL_DAYS;
  return Math.max(1, Math.ceil((Date.parse(end) - Date.parse(facts.today)) / DAY_MS) + MARGIN_DAYS);
}

const SCRIPT = `set -euo pipefail
for tool in kubectl base64; do command -v "$tool" >/dev/null || { echo "$tool is needed and was not found." >&2; exit 3; }; done
out=\${1:-$OUT}; days=\${2:-$DAYS}
[ "$#" -le 2 ] && set -- "\${NAMESPACES[@]}" || shift 2
[ "$#" -ge 1 ] || { echo "usage: $0 OUT.yaml DAYS HOME_NAMESPACE [NAMESPACE ...]" >&2; exit 2; }
case $days in ''|*[!0-9]*) echo "DAYS must be a whole number." >&2; exit 2;; esac
home=$1

kubectl -n "$home" get serviceaccount "$SA" >/dev/null 2>&1 || kubectl -n "$home" create serviceaccount "$SA"
for ns in "$@"; do
  kubectl -n "$ns" create rolebinding knovvu-deployer-admin --clusterrole=admin --serviceaccount="$home:$SA" --dry-run=client -o yaml | kubectl apply -f -
  kubectl -n "$ns" create role knovvu-endpointslice-editor --verb=get,list,watch,create,update,patch,delete --resource=endpointslices.discovery.k8s.io --dry-run=client -o yaml | kubectl apply -f -
  kubectl -n "$ns" create rolebinding knovvu-deployer-eps --role=knovvu-endpointslice-editor --serviceaccount="$home:$SA" --dry-run=client -o yaml | kubectl apply -f -
done

# kubectl before 1.24, or a server that refuses token requests, needs a Secret instead.
if ! token=$(kubectl -n "$home" create token "$SA" --duration="$((days * 24))h" 2>/dev/null); then
  kubectl apply -f - <<EOF
{"apiVersion":"v1","kind":"Secret","type":"kubernetes.io/service-account-token","metadata":{"name":"$SA-token","namespace":"$home","annotations":{"kubernetes.io/service-account.name":"$SA"}}}
EOF
  token=
  for _ in $(seq 20); do
    token=$(kubectl -n "$home" get secret "$SA-token" -o jsonpath='{.data.token}' | base64 -d)
    [ -n "$token" ] && break
    sleep 1
  done
  [ -n "$token" ] || { echo "The cluster made no token. Ask its administrator." >&2; exit 1; }
fi

server=$(kubectl config view --minify -o jsonpath='{.clusters[0].cluster.server}')
ca=$(mktemp); trap 'rm -f "$ca"' EXIT
kubectl config view --minify --flatten --raw -o jsonpath='{.clusters[0].cluster.certificate-authority-data}' | base64 -d > "$ca"
umask 077; rm -f "$out"
config() { kubectl --kubeconfig "$out" config "$@" >/dev/null; }
if [ -s "$ca" ]; then config set-cluster knovvu --server="$server" --certificate-authority="$ca" --embed-certs=true
else config set-cluster knovvu --server="$server"; fi
config set-credentials "$SA" --token="$token"
config set-context knovvu --cluster=knovvu --user="$SA" --namespace="$home"
config use-context knovvu

echo "$token" | cut -d. -f2 | tr '_-' '/+' | base64 -d 2>/dev/null | grep -o '"exp":[0-9]*' || echo "The token states no expiry (a long-lived Secret)."
kubectl --kubeconfig "$out" auth can-i create deployments -n "$home"
echo "Upload $out on the page Cluster access."
`;

/** A11: a kubeconfig of a service account, without any program in it. Run once by the cluster administrator. */
export function makeKubeconfig(input: ArtefactInput): GeneratedFile[] {
  const home = homeNamespace(input.facts);
  const names = (input.facts.answers["ns.list"] ?? []).map(({ name }) => name);
  const ordered = home === undefined ? [] : [home, ...names.filter((name) => name !== home)];
  const how =
    "Run once by the cluster administrator, with kubectl pointing at the cluster: bash make-kubeconfig.sh\nOr with other values: bash make-kubeconfig.sh OUT.yaml DAYS HOME_NAMESPACE [NAMESPACE ...]";
  const head = heading(
    input,
    "Kubeconfig from a service account",
    ["k8s-kubeconfig-safe", "k8s-credential-valid"],
    how,
  );
  const values = [
    `SA=${DEPLOYER}`,
    "OUT=knovvu-kubeconfig.yaml",
    `DAYS=${daysNeeded(input)}`,
    `NAMESPACES=(${ordered.map(sh).join(" ")})`,
  ];
  return [
    {
      path: "make-kubeconfig.sh",
      mediaType: "text/x-shellscript",
      text: `#!/usr/bin/env bash\n${head}\n${values.join("\n")}\n${SCRIPT}`,
    },
  ];
}
