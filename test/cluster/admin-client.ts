import { request as httpsRequest } from "node:https";

export interface AdminAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the test's administrator reads whatever the server sends.
  body: any;
}

/** The hands of the cluster's administrator in the tests: seeds what the checks then look at. */
export interface AdminClient {
  request(method: string, path: string, body?: unknown, contentType?: string): Promise<AdminAnswer>;
  /** POST that must succeed; an object that is there already is left alone. */
  create(path: string, body: unknown): Promise<void>;
  /** Merge patch that must succeed. */
  patch(path: string, body: unknown): Promise<void>;
  remove(path: string): Promise<void>;
}

/** A plain client with a bearer token; `url` must be a loopback server of the tests. */
export function adminClient(url: string, ca: string, token: string): AdminClient {
  const request: AdminClient["request"] = (method, path, body, contentType = "application/json") =>
    new Promise((resolve, reject) => {
      const payload = body === undefined ? undefined : JSON.stringify(body);
      const headers = { authorization: `Bearer ${token}`, ...(payload ? { "content-type": contentType } : {}) };
      const call = httpsRequest(new URL(path, url), { method, ca, headers }, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk: string) => {
          text += chunk;
        });
        answer.on("end", () => {
          const json = answer.headers["content-type"]?.includes("json") && text ? JSON.parse(text) : text;
          resolve({ status: answer.statusCode ?? 0, body: json });
        });
      });
      call.once("error", reject);
      call.end(payload);
    });
  const must = async (method: string, path: string, body?: unknown, contentType?: string, alsoFine: number[] = []) => {
    const answer = await request(method, path, body, contentType);
    if (answer.status >= 300 && !alsoFine.includes(answer.status)) {
      throw new Error(`${method} ${path} gave ${answer.status}: ${JSON.stringify(answer.body).slice(0, 500)}`);
    }
  };
  return {
    request,
    create: (path, body) => must("POST", path, body, undefined, [409]),
    patch: (path, body) => must("PATCH", path, body, "application/merge-patch+json"),
    remove: (path) => must("DELETE", path, undefined, undefined, [404]),
  };
}
