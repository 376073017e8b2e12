import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

const BACKEND_KEY = 0x4b;
const HEADER = 5;

/** The server's messages with the process number of BackendKeyData replaced, as a pooler gives its own. */
function renumbered(pass: (bytes: Buffer) => void): (chunk: Buffer) => void {
  let held = Buffer.alloc(0);
  return (chunk) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= HEADER && held.length > held.readUInt32BE(1)) {
      const message = Buffer.from(held.subarray(0, held.readUInt32BE(1) + 1));
      if (message[0] === BACKEND_KEY) message.writeUInt32BE(message.readUInt32BE(HEADER) ^ 0x5a5a, HEADER);
      pass(message);
      held = held.subarray(message.length);
    }
  };
}

/**
 * Stands in front of a PostgreSQL as PgBouncer does, without encryption: the same words both ways, and a
 * process number of its own. It proves how we tell a pooler, and nothing else of PgBouncer.
 */
export async function startPooler(port: number): Promise<{ port: number; close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.once("close", () => other.end());
    }
    client.on("data", (chunk) => behind.write(chunk));
    const pass = renumbered((bytes) => client.write(bytes));
    let first = true;
    // The answer to the question for encryption is one bare letter.
    behind.on("data", (chunk: Buffer) => {
      if (first && chunk.length === 1) client.write("N");
      else pass(chunk);
      first = false;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
