/** One image of the vendor's list: repository below the prefix, tag, and the digest when the list has one. */
export interface ImageReference {
  repository: string;
  tag: string;
  /** `sha256:` and 64 hex digits. */
  digest?: string;
}

export const VENDOR_REGISTRY = "docker.sestek.com";
const COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const REFERENCE = new RegExp(`^(${COMPONENT}(?:/${COMPONENT})*):([\\w][\\w.-]{0,127})(?:@(sha256:[0-9a-f]{64}))?$`);
export const MOST_IMAGES = 5000;

/** Reads `repo:tag[@sha256:…]`, with or without the vendor's registry in front; undefined when it is none (D22). */
export function parseImage(text: string): ImageReference | undefined {
  const bare = text.trim().replace(new RegExp(`^(https://)?${VENDOR_REGISTRY.replaceAll(".", "\\.")}/`), "");
  const [, repository, tag, digest] = REFERENCE.exec(bare) ?? [];
  if (!repository || !tag || repository.length > 255) return undefined;
  return { repository, tag, ...(digest ? { digest } : {}) };
}

/** `repo:tag` as people write it. */
export function imageName({ repository, tag }: ImageReference): string {
  return `${repository}:${tag}`;
}

/**
 * Reads a list of images, one a line; Windows line ends, empty lines, `# comments`, a byte-order mark and
 * repeated lines are fine. Lines that are no image come back with their number (reg-mirror).
 */
export function parseImageList(text: string): { images: ImageReference[]; wrong: { line: number; text: string }[] } {
  const images = new Map<string, ImageReference>();
  const wrong: { line: number; text: string }[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = raw.replace(/(^|\s)#.*$/, "").trim();
    if (!line) continue;
    const image = parseImage(line);
    if (!image) wrong.push({ line: index + 1, text: line.slice(0, 120) });
    else images.set(`${imageName(image)}@${image.digest ?? ""}`, image);
  }
  return { images: [...images.values()], wrong };
}
