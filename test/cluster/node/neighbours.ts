import { execFileSync, spawnSync } from "node:child_process";
import { createServer, type Socket } from "node:net";

/** An address of this machine's loopback that pods reach over their cable. */
export const NEIGHBOUR = "10.198.7.1";
/** An address of documentation (RFC 5737), to which every packet of a pod is dropped without a word. */
export const BLACK_HOLE = "198.51.100.7";
const ANSWERING = 30113;

const ip = (...args: string[]) => execFileSync("ip", args, { stdio: "pipe" });

/** Whom the pods speak to: a port that answers, others that refuse, and an address that swallows. */
export async function startNeighbours(): Promise<() => void> {
  ip("address", "add", `${NEIGHBOUR}/32`, "dev", "lo");
  ip("route", "add", "blackhole", BLACK_HOLE);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => undefined).on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(ANSWERING, NEIGHBOUR, resolve));
  return () => {
    for (const socket of open) socket.destroy();
    server.close();
    spawnSync("ip", ["route", "del", "blackhole", BLACK_HOLE]);
    spawnSync("ip", ["address", "del", `${NEIGHBOUR}/32`, "dev", "lo"]);
  };
}

/** The addresses and routes of this machine, to see that none is left. */
export function addressesAndRoutes(): string[] {
  const lines = (...args: string[]) =>
    String(ip(...args))
      .split("\n")
      .filter(Boolean);
  return [...lines("-o", "address", "show", "dev", "lo"), ...lines("route", "show", "type", "blackhole")];
}
