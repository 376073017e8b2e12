import type { TcpProbe, TcpResult } from "@/lib/probes/types";

/** Ports of the vendor's table (S139 to S149). */
export const LICENSE_PORT = 30113;
export const RECORDER_PORT = 2050;
export const SPEECH_PORT = 10097;

/** One address of the answers, and what it is. */
export interface Place {
  label: string;
  host: string;
  port: number;
}
export interface Dialled extends Place {
  result: TcpResult;
}

/** Dials every place once, all at the same time; the hosts' own bounds hold. */
export function dialAll(tcp: TcpProbe, places: readonly Place[]): Promise<Dialled[]> {
  const once = new Map(places.map((place) => [`${place.host}:${place.port}`, place]));
  return Promise.all(
    [...once.values()].map(async (place) => ({ ...place, result: await tcp.dial(place.host, place.port) })),
  );
}

/** The places of several hosts with one port. */
export function placesOf(label: string, hosts: readonly (string | undefined)[], port: number): Place[] {
  return hosts.flatMap((host) => (host === undefined ? [] : [{ label, host, port }]));
}
