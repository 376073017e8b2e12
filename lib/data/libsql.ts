import { type Client, type Config, createClient } from "@libsql/client";
import { PrismaLibSql } from "@prisma/adapter-libsql";

const BUSY_MS = 15_000;
type Execute = (statement: unknown, args?: unknown) => Promise<unknown>;

/**
 * The embedded database for several processes on one file: WAL, a busy time-out on every connection,
 * and BEGIN IMMEDIATE. After SQLITE_BUSY the driver would accept writes and never commit them, so the
 * connection is thrown away.
 */
export class TunedLibSql extends PrismaLibSql {
  override createClient(config: Config): Client {
    if (!config.url.startsWith("file:")) return createClient(config);
    const client = createClient({ ...config, timeout: BUSY_MS } as Config);
    const execute = client.execute.bind(client) as unknown as Execute;
    const executeMultiple = client.executeMultiple.bind(client);
    const transaction = client.transaction.bind(client);
    let fresh = true;
    const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
      try {
        if (fresh) {
          await execute(`PRAGMA busy_timeout=${BUSY_MS}`);
          await execute("PRAGMA journal_mode=WAL");
          await execute("PRAGMA synchronous=NORMAL");
          fresh = false;
        }
        return await work();
      } catch (error) {
        if (String((error as { code?: unknown }).code).startsWith("SQLITE_BUSY")) {
          client.reconnect();
          fresh = true;
        }
        throw error;
      }
    };
    client.execute = ((statement: unknown, args?: unknown) =>
      guarded(() => execute(statement, args))) as Client["execute"];
    client.executeMultiple = (sql: string) => guarded(() => executeMultiple(sql));
    client.transaction = (() =>
      guarded(async () => {
        const opened = await transaction("write");
        fresh = true; // a transaction discards the connection and its PRAGMAs
        return opened;
      })) as Client["transaction"];
    return client;
  }
}
