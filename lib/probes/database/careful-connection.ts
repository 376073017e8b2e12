import type { Duplex } from "node:stream";

type Tedious = typeof import("tedious").Connection;
type Parser = { on(event: "error", listener: (error: Error) => void): void };
/** What the driver keeps to itself, and where malformed bytes of a server surface. */
interface Inner {
  messageIo: { incomingMessageStream: Duplex; outgoingMessageStream: Duplex };
  sendPreLogin(): void;
  createTokenStreamParser(message: unknown, handler: object): Parser;
}

/**
 * The driver's connection whose readers end themselves, and never the process, when a server's bytes make
 * no sense: it leaves their errors without a listener, and lets its handlers throw (quality bars 25, 60).
 */
export function careful(Connection: Tedious, end: (error: Error) => void): Tedious {
  const Open = Connection as unknown as new (...args: unknown[]) => Inner;
  class Careful extends Open {
    override sendPreLogin(): void {
      const { incomingMessageStream, outgoingMessageStream } = this.messageIo;
      for (const stream of [incomingMessageStream, outgoingMessageStream]) stream.on("error", end);
      super.sendPreLogin();
    }
    override createTokenStreamParser(message: unknown, handler: object): Parser {
      const guarded = new Proxy(handler, {
        get(target, key) {
          const value: unknown = Reflect.get(target, key, target);
          if (typeof value !== "function") return value;
          return (...values: unknown[]) => {
            try {
              return value.apply(target, values);
            } catch (error) {
              return end(error as Error);
            }
          };
        },
      });
      const parser = super.createTokenStreamParser(message, guarded);
      (parser as unknown as { parser?: Parser }).parser?.on("error", end);
      return parser;
    }
  }
  return Careful as unknown as Tedious;
}
