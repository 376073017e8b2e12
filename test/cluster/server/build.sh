#!/usr/bin/env bash
# Builds the kube-apiserver of the cluster tests. usage: build.sh OUT [GIT_VERSION]
set -euo pipefail
cd "$(dirname "$0")"
out=$1
version=${2:-$(go list -m -f '{{.Version}}' k8s.io/kubernetes)}
minor=$(printf '%s' "$version" | cut -d. -f2)
pkg=k8s.io/component-base/version
CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X $pkg.gitVersion=$version -X $pkg.gitMajor=1 -X $pkg.gitMinor=$minor -X $pkg.gitTreeState=clean" -o "$out" k8s.io/kubernetes/cmd/kube-apiserver
