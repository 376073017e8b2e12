//go:build tools

// Package tools pins the server that the cluster tests run.
package tools

import _ "k8s.io/kubernetes/cmd/kube-apiserver"
