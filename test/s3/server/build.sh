#!/usr/bin/env bash
# Builds the S3 server of the tests of object storage. usage: build.sh OUT
set -euo pipefail
cd "$(dirname "$0")"
CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o "$1" github.com/versity/versitygw/cmd/versitygw
