import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { kubeProgram } from "../binaries";

export const PROBE_IMAGE = "readiness.test/agnhost:1";
export const PAUSE_IMAGE = "readiness.test/pause:1";

const APPLETS =
  "sh cat cut tr awk head tail od dd nc timeout stat sleep printf id hostname date wc rm mkdir chmod grep ls echo true expr";

/** What the real image has and busybox has not: enough of curl for a status line, and a resolver that says nothing. */
const CURL = `#!/bin/sh
url=; for a in "$@"; do case $a in http*://*) url=$a;; esac; done
hp=\${url#http://}; hp=\${hp%%/*}
case $url in https:*) printf 000; exit 35;; esac
printf 'GET / HTTP/1.0\\r\\n\\r\\n' | timeout 5 nc "\${hp%:*}" "\${hp##*:}" | head -n 1 | cut -d' ' -f2 | tr -d '\\n'
`;

/** A registry on loopback that serves one image, as nodes pull it: plain HTTP, no log-in. */
export async function serveImage(archiveFolder: string): Promise<{ port: number; close(): void }> {
  const read = (name: string) => readFileSync(join(archiveFolder, name));
  const digest = (bytes: Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const [config, layer] = [read("probe.json"), read("layer.tar")];
  const type = "application/vnd.docker.distribution.manifest.v2+json";
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: type,
      config: {
        mediaType: "application/vnd.docker.container.image.v1+json",
        size: config.length,
        digest: digest(config),
      },
      layers: [
        { mediaType: "application/vnd.docker.image.rootfs.diff.tar", size: layer.length, digest: digest(layer) },
      ],
    }),
  );
  const held = new Map([config, layer, manifest].map((bytes) => [digest(bytes), bytes]));
  const server = createServer((request, response) => {
    const [, kind, name] = /^\/v2\/agnhost\/(manifests|blobs)\/([^?]+)/.exec(request.url ?? "") ?? [];
    const bytes = name === "1" ? manifest : held.get(name ?? "");
    if (!bytes) return response.writeHead(request.url === "/v2/" ? 200 : 404).end();
    response.writeHead(200, {
      "content-type": kind === "manifests" ? type : "application/octet-stream",
      "content-length": bytes.length,
      "docker-content-digest": digest(bytes),
    });
    response.end(request.method === "HEAD" ? undefined : bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/**
 * Two images as one docker archive, made here: real agnhost, built from the module proxy, on busybox; and a
 * pause that sleeps. curl and dig of the real image are small stand-ins.
 */
export function makeImages(folder: string): string {
  const work = join(folder, "image");
  mkdirSync(work);
  const root = join(work, "root");
  for (const part of ["bin", "etc", "tmp", "data"]) mkdirSync(join(root, part), { recursive: true });
  copyFileSync("/bin/busybox", join(root, "bin/busybox"));
  chmodSync(join(root, "tmp"), 0o1777);
  for (const applet of APPLETS.split(" ")) symlinkSync("busybox", join(root, "bin", applet));
  copyFileSync(kubeProgram("agnhost"), join(root, "agnhost"));
  writeFileSync(join(root, "bin/curl"), CURL, { mode: 0o755 });
  writeFileSync(join(root, "bin/dig"), "#!/bin/sh\nexit 9\n", { mode: 0o755 });
  writeFileSync(join(root, "etc/passwd"), "root:x:0:0::/:/bin/sh\nprobe:x:10001:10001::/:/bin/sh\n");
  const layer = join(work, "layer.tar");
  execFileSync("tar", ["--owner=0", "--group=0", "-C", root, "-cf", layer, "."]);
  const diff = `sha256:${createHash("sha256").update(readFileSync(layer)).digest("hex")}`;
  const config = (entrypoint: string[]) => ({
    architecture: "amd64",
    os: "linux",
    config: { Entrypoint: entrypoint, Env: ["PATH=/bin"] },
    rootfs: { type: "layers", diff_ids: [diff] },
  });
  const manifest = [
    ["probe.json", PROBE_IMAGE, ["/agnhost"]],
    ["pause.json", PAUSE_IMAGE, ["/bin/sleep", "2147483"]],
  ].map(([file, tag, entrypoint]) => {
    writeFileSync(join(work, file as string), JSON.stringify(config(entrypoint as string[])));
    return { Config: file, RepoTags: [tag], Layers: ["layer.tar"] };
  });
  writeFileSync(join(work, "manifest.json"), JSON.stringify(manifest));
  const archive = join(folder, "images.tar");
  execFileSync("tar", ["-C", work, "-cf", archive, "manifest.json", "probe.json", "pause.json", "layer.tar"]);
  return archive;
}
