import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";

import { expired } from "./requests";
import type { Rogue } from "./scenario";

const MEBIBYTE = Buffer.alloc(1024 * 1024, 0x20);
const HUGE_MEBIBYTES = 2_048;
const BOMB_MEBIBYTES = 64;
const MANY_HEADERS = 100_000;
const JSON_TYPE = { "content-type": "application/json" };
let bomb: Buffer | undefined;

/** What a misbehaving server remembers between requests. */
export interface RogueState {
  used: number;
  page: number;
}

/** Misbehaves as asked; true when the request was taken care of. */
export function misbehave(
  rogue: Rogue | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  state: RogueState,
): boolean {
  const path = request.url ?? "";
  if (!rogue || (rogue.below && !path.startsWith(rogue.below))) return false;
  if (rogue.times !== undefined && state.used >= rogue.times) return false;
  const done = act(rogue, path, response, state);
  if (done) state.used++;
  return done;
}

function act(rogue: Rogue, path: string, response: ServerResponse, state: RogueState): boolean {
  switch (rogue.kind) {
    case "silent":
    case "tls-never-ends":
      return true;
    case "drip": {
      response.writeHead(200, JSON_TYPE);
      const timer = setInterval(() => response.write(" "), rogue.everyMs ?? 1_000);
      response.once("close", () => clearInterval(timer));
      return true;
    }
    case "half-close":
      response.writeHead(200, { ...JSON_TYPE, "content-length": "1000" });
      response.write('{"kind":', () => response.socket?.end());
      return true;
    case "redirect":
      response.writeHead(302, { location: rogue.to }).end();
      return true;
    case "html":
      response.writeHead(200, { "content-type": "text/html" }).end("<html><body>Please log in</body></html>");
      return true;
    case "status":
      return refuse(rogue.status, rogue.retryAfter, response);
    case "gone-once":
    case "gone-always":
      if (!path.includes("continue=") || (rogue.kind === "gone-once" && state.used > 0)) return false;
      response.writeHead(410, JSON_TYPE).end(JSON.stringify(expired.body));
      return true;
    case "huge":
      return pour(response);
    case "gzip-bomb":
      // Members one after the other are one stream, and making them costs no memory that a test would count.
      bomb ??= Buffer.concat(new Array<Buffer>(BOMB_MEBIBYTES).fill(gzipSync(MEBIBYTE)));
      response.writeHead(200, { ...JSON_TYPE, "content-encoding": "gzip" }).end(bomb);
      return true;
    case "many-headers": {
      for (let at = 0; at < MANY_HEADERS; at++) response.setHeader(`x-${at}`, "1");
      response.writeHead(200, JSON_TYPE).end("{}");
      return true;
    }
    case "endless":
    case "loop": {
      if (!path.includes("limit=")) return false;
      state.page = rogue.kind === "loop" ? 1 : state.page + 1;
      const metadata = { continue: `page-${state.page}` };
      response.writeHead(200, JSON_TYPE).end(JSON.stringify({ kind: "List", apiVersion: "v1", metadata, items: [] }));
      return true;
    }
  }
}

const REASONS = {
  401: ["Unauthorized", "Unauthorized"],
  403: ["Forbidden", "the credential may not do this"],
  429: ["TooManyRequests", "the server has received too many requests and has asked us to try again later"],
  500: ["InternalError", "an error on the server has prevented the request from succeeding"],
  503: ["ServiceUnavailable", "the server is currently unable to handle the request"],
} as const;

function refuse(code: keyof typeof REASONS, retryAfter: number | undefined, response: ServerResponse): true {
  const [reason, message] = REASONS[code];
  const headers = { ...JSON_TYPE, ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }) };
  const body = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, code };
  response.writeHead(code, headers).end(JSON.stringify(body));
  return true;
}

/** Two GiB of blanks, as fast as they are read. */
function pour(response: ServerResponse): true {
  response.writeHead(200, JSON_TYPE);
  let left = HUGE_MEBIBYTES;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left--;
      if (!response.write(MEBIBYTE)) return void response.once("drain", more);
    }
    response.end();
  };
  more();
  return true;
}
