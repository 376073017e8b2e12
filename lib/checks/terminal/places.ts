import type { Judgement } from "@/lib/checks/define-check";
import { type Dialled, LICENSE_PORT, type Place, RECORDER_PORT, SPEECH_PORT } from "@/lib/checks/dial-all";
import { judgeTcp } from "@/lib/checks/tcp-states";

/** Services that SESTEK installs later: a refusal is no fault yet. */
export const INSTALLED_LATER: readonly number[] = [LICENSE_PORT, RECORDER_PORT, SPEECH_PORT];

/** The host and port of an address with scheme; nothing for no address. */
export function placeOfUrl(label: string, url: string | undefined): Place[] {
  if (!url) return [];
  const { hostname, port, protocol } = new URL(url);
  return [{ label, host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || (protocol === "http:" ? 80 : 443)) }];
}

/** One place of the terminal server's list, as the app sees it. */
export function judgePlace({ label, host, port, result }: Dialled): Judgement {
  const installedLater = INSTALLED_LATER.includes(port);
  return judgeTcp(result, { target: `${label} ${host}:${port}`, expected: `${label} answers`, installedLater });
}
