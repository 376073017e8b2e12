import type { ImageReference } from "@/lib/intake/image-reference";
import { type RegistryPlace, repositoryAt } from "@/lib/intake/registry-place";
import type { RegistryProbe, RegistryReply } from "@/lib/probes/registry/types";

/** Every kind of manifest, so that the digest is the one of the whole image and not of one platform. */
const MANIFESTS = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** Asks whether an image is there; HEAD, because some registries count every GET (catalogue, reg-auth). */
export function headManifest(
  registry: RegistryProbe,
  place: RegistryPlace,
  image: ImageReference,
): Promise<RegistryReply> {
  const repository = repositoryAt(place, image.repository);
  return registry.ask({
    method: "HEAD",
    place,
    path: `/v2/${repository}/manifests/${image.tag}`,
    scope: `repository:${repository}:pull`,
    accept: MANIFESTS,
  });
}

/** The digest that a registry names for an image; undefined when it names none. */
export function digestOf(reply: RegistryReply): string | undefined {
  if (!reply.ok || reply.status !== 200) return undefined;
  const digest = reply.headers["docker-content-digest"];
  return digest && /^sha256:[0-9a-f]{64}$/.test(digest) ? digest : undefined;
}
