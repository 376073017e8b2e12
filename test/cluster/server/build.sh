#!/usr/bin/env bash
# Builds one program of the cluster tests. usage: build.sh OUT [GIT_VERSION] [PROGRAM]
# PROGRAM: kube-apiserver (the usual), kube-controller-manager, kube-scheduler, kubelet or agnhost.
set -euo pipefail
cd "$(dirname "$0")"
out=$1
version=${2:-$(go list -m -f '{{.Version}}' k8s.io/kubernetes)}
program=${3:-kube-apiserver}
minor=$(printf '%s' "$version" | cut -d. -f2)
pkg=k8s.io/component-base/version
case $program in agnhost) from=test/images/agnhost ;; *) from=cmd/$program ;; esac
CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X $pkg.gitVersion=$version -X $pkg.gitMajor=1 -X $pkg.gitMinor=$minor -X $pkg.gitTreeState=clean" -o "$out" "k8s.io/kubernetes/$from"
