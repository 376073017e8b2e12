/** Kubernetes and platform versions (catalogue 1.10). Pure, usable in the browser. */
export interface Version {
  major: number;
  minor: number;
  patch?: number;
  /** Vendor information or pre-release tag behind `-` or `+`. */
  suffix?: string;
  preRelease: boolean;
}
const SHAPE = /^v?(\d{1,5})\.(\d{1,5})(?:\.(\d{1,5}))?(?:([-+])(.{0,100}))?$/;

/** Reads `v1.29.4-gke.100`, `1.28.9+k3s1` or `4.16`; undefined when it is no version. */
export function parseVersion(text: string): Version | undefined {
  const match = SHAPE.exec(text.trim());
  if (!match) return undefined;
  const [, major, minor, patch, , suffix] = match;
  return {
    major: Number(major),
    minor: Number(minor),
    ...(patch === undefined ? {} : { patch: Number(patch) }),
    ...(suffix === undefined ? {} : { suffix }),
    preRelease: match[4] === "-" && /^(alpha|beta|rc)/i.test(suffix ?? ""),
  };
}

/** True when major and minor are equal; patch and suffix are vendor information. */
export function sameMinor(a: Version, b: Version): boolean {
  return a.major === b.major && a.minor === b.minor;
}
