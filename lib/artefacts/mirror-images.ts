import { imageName, parseImageList, VENDOR_REGISTRY } from "@/lib/intake/image-reference";

import { type ArtefactInput, type GeneratedFile, heading } from "./manifest";
import { sh } from "./quote";

const SCRIPT = `set -euo pipefail
for tool in skopeo sha256sum; do command -v "$tool" >/dev/null || { echo "$tool is needed and was not found." >&2; exit 3; }; done
[ -n "\${REGISTRY_AUTH_FILE:-}" ] || { echo "Set REGISTRY_AUTH_FILE to a file with both log-ins (skopeo login --authfile FILE HOST)." >&2; exit 2; }
out=mirror-result.csv fail=0
tmp=$(mktemp); trap 'rm -f "$tmp"' EXIT
# shellcheck disable=SC2086
digest() { skopeo inspect --raw \${INSPECT_ARGS:-} "docker://$1" >"$tmp" 2>/dev/null && sha256sum <"$tmp" | cut -d' ' -f1; }
echo "image,source_sha256,target_sha256,status" > "$out"
for img in "\${IMAGES[@]}"; do
  case $DST in *.dkr.ecr.*.amazonaws.com*) # ECR: the repository must exist
    repo=\${DST#*/}/\${img%%[:@]*}
    aws ecr describe-repositories --repository-names "$repo" >/dev/null 2>&1 || aws ecr create-repository --repository-name "$repo" >/dev/null ;; esac
  a=$(digest "$SRC/$img" || true); b=""; s=copy-failed
  # shellcheck disable=SC2086
  if [ -n "$a" ] && skopeo copy --all --preserve-digests --retry-times 3 \${COPY_ARGS:-} "docker://$SRC/$img" "docker://$DST/$img" >/dev/null; then
    b=$(digest "$DST/$img" || true); s=ok; [ "$a" = "$b" ] || s=digest-differs
  fi
  [ "$s" = ok ] || fail=1
  echo "$img,$a,$b,$s" | tee -a "$out"
done
exit "$fail"
`;

/** A10: copies the images that are missing, or the whole list while nobody has looked (S153, reg-mirror). */
export function mirrorImages(input: ArtefactInput): GeneratedFile[] {
  const { answers } = input.facts;
  const { "reg.host": host, "reg.pullPrefix": pull, "reg.pushPrefix": push, "reg.imageList": list } = answers;
  const prefix = push ?? pull;
  const known = parseImageList(list?.text ?? "").images.map(imageName);
  const missing = input.missingImages && new Set(input.missingImages);
  const images = missing ? known.filter((name) => missing.has(name)) : known;
  if (answers["reg.mode"] === "proxy" || !host || !prefix || images.length === 0) return [];
  const target = /^[^/]*[.:]/.test(prefix) && /[:/]/.test(prefix) ? prefix : `${host}/${prefix}`;
  const head = heading(
    input,
    "Copy of the images",
    ["reg-mirror"],
    "Run where both registries can be reached: REGISTRY_AUTH_FILE=auth.json bash mirror-images.sh\nWrites mirror-result.csv; ends with 1 when an image was not copied. Run it again as often as needed.",
  );
  const values = [
    `SRC=${VENDOR_REGISTRY}`,
    `DST=${sh(target.replace(/\/+$/, ""))}`,
    `IMAGES=(\n${images.map((name) => `  ${sh(name)}`).join("\n")}\n)`,
  ];
  return [
    {
      path: "mirror-images.sh",
      mediaType: "text/x-shellscript",
      text: `#!/usr/bin/env bash\n${head}\n${values.join("\n")}\n${SCRIPT}`,
    },
  ];
}
