import { describe, expect, test } from "vitest";

import { pullTrouble } from "./pods";

const IMAGE = "registry-401.acme.test:40317/x509-exporter/denied:1.404@sha256:4034290401";

describe("why an image could not be pulled, as kubelet and the runtimes say it", () => {
  test.each<[says: string, reasonCode: string]>([
    [`rpc error: code = NotFound desc = failed to resolve reference "${IMAGE}": ${IMAGE}: not found`, "not-found"],
    [`reading manifest 1.404 in ${IMAGE}: manifest unknown`, "not-found"],
    [`unexpected status from HEAD request to https://${IMAGE}: 401 Unauthorized`, "auth"],
    [`pull access denied, repository does not exist or may require authorization: authorization failed`, "auth"],
    [`unexpected status from GET request to https://${IMAGE}: 429 Too Many Requests`, "rate-limited"],
    [`Get "https://${IMAGE}/v2/": tls: failed to verify certificate: x509: unknown authority`, "tls-untrusted"],
    [`Get "https://${IMAGE}/v2/": dial tcp: lookup registry-401.acme.test on 10.0.0.10:53: no such host`, "dns"],
    [`dial tcp 10.4.0.3:40317: connect: connection refused`, "refused"],
    [`dial tcp 10.4.0.3:40317: i/o timeout`, "timeout"],
    [`Back-off pulling image "${IMAGE}"`, "error"],
  ])("%s", (message, reasonCode) => {
    expect(pullTrouble({ reason: "ErrImagePull", message })?.reasonCode).toBe(reasonCode);
  });
});
