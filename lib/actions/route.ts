import "server-only";

import type { Actor } from "@/lib/auth/actor";
import { addressOf, calledFrom } from "@/lib/auth/caller";
import { FOREIGN_ORIGIN, isOwnOrigin } from "@/lib/auth/origin";
import { currentActor } from "@/lib/auth/session";
import type { GivenFile } from "@/lib/data/evidence-file";
import { Conflict, Forbidden, Invalid, ReadableError, SignedOut } from "@/lib/errors";

import { readable } from "./failure";

const MIB = 1024 * 1024;
/** A form may carry files of 10 MiB and a little beside them; next.config.js lets a little more through. */
const LARGEST_FORM = 11 * MIB;
const PRIVATE = { "cache-control": "no-store" };

/** A JSON answer that no cache keeps. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: PRIVATE });
}

async function failure(error: unknown): Promise<Response> {
  const { message, status, code } = await readable(error);
  const extra =
    error instanceof Conflict
      ? { current: error.current as unknown }
      : error instanceof Invalid && error.field
        ? { field: error.field }
        : {};
  return json({ error: { code, message }, ...extra }, status);
}

/** A route of a signed-in person: who and from where is proved first; every error becomes a readable answer. */
export function route<Params>(handler: (actor: Actor, request: Request, params: Params) => Promise<Response>) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    try {
      const changes = request.method !== "GET" && request.method !== "HEAD";
      if (changes && !isOwnOrigin(request.headers.get("origin"))) throw new Forbidden(FOREIGN_ORIGIN);
      const actor = await currentActor();
      if (!actor) throw new SignedOut();
      const params = await context.params;
      return await calledFrom({ address: addressOf(request.headers) }, () => handler(actor, request, params));
    } catch (error) {
      return await failure(error);
    }
  };
}

/** A route that a machine calls with a code of its own: no session and no Origin; the handler proves the code. */
export function machineRoute<Params>(
  handler: (request: Request, params: Params, address: string) => Promise<Response>,
) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    const address = addressOf(request.headers);
    try {
      const params = await context.params;
      return await calledFrom({ address }, () => handler(request, params, address));
    } catch (error) {
      const { message, status } = await readable(error);
      return sentence(message, status);
    }
  };
}

/** One sentence for a machine's screen, as plain text that no cache keeps. */
export function sentence(text: string, status = 200): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { ...PRIVATE, "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
  });
}

/** The body of a request, read up to a limit and no further. */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new ReadableError(
      limit < MIB
        ? `The upload is larger than ${Math.floor(limit / 1024)} KiB.`
        : `The upload is larger than ${Math.floor(limit / MIB)} MiB.`,
      413,
      "too-large",
    );
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** A JSON body up to a limit; Invalid when it is none. */
export async function readJson(request: Request, limit: number): Promise<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(await readBody(request, limit)));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch (error) {
    if (error instanceof ReadableError) throw error;
  }
  throw new Invalid("The request could not be read. Open the page again.");
}

/** A form with its texts and files, read up to a limit; Invalid when it is none. */
export async function readForm(
  request: Request,
): Promise<{ text: (name: string) => string; files: (name: string) => Promise<GivenFile[]> }> {
  const type = request.headers.get("content-type") ?? "";
  const body = await readBody(request, LARGEST_FORM);
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData().catch(() => {
    throw new Invalid("The form could not be read. Open the page again.");
  });
  return {
    text: (name) => {
      const value = form.get(name);
      return typeof value === "string" ? value : "";
    },
    // An input without a choice sends a file without a name.
    files: (name) =>
      Promise.all(
        form
          .getAll(name)
          .filter((one) => one instanceof File && (one.name !== "" || one.size > 0))
          .map(async (one) => ({ name: (one as File).name, bytes: new Uint8Array(await (one as File).arrayBuffer()) })),
      ),
  };
}
