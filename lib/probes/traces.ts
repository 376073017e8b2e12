import { grpcClient } from "./grpc";
import type { TracesProbe } from "./types";
import { cleaner, type WebOptions, webProbe } from "./web";

/** An OpenTelemetry destination, over HTTP and over gRPC, with the stored headers (obs-tracing). */
export function tracesProbe(options: Omit<WebOptions, "hidden">): TracesProbe & { close(): void } {
  const values = Object.values(options.headers);
  const hidden = values.flatMap((value) => [value, value.replace(/^\S+\s+/, "")]);
  const web = webProbe({ ...options, hidden });
  return {
    ask: web.ask,
    call: (method) => grpcClient({ ...options, clean: cleaner(hidden) }).call(method),
    close: () => web.close(),
  };
}
