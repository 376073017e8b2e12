import { route } from "@/lib/actions/route";
import { isVendor } from "@/lib/auth/actor";
import { currentSession } from "@/lib/auth/session";
import { getProject } from "@/lib/data/projects";
import { personOfSession } from "@/lib/data/users";
import type { LiveEvent } from "@/lib/live/events";
import { watchBoard } from "@/lib/live/watch";
import { eventIn } from "@/lib/sentences/board";
import { readersSay } from "@/lib/sentences/server";

export const dynamic = "force-dynamic";

/** Also how soon a stream ends after its session did. */
const HEARTBEAT_MS = 4_000;

/** The live board as server-sent events: the whole board first, then changes. Ends with the session. */
export const GET = route<{ projectId: string }>(async (actor, request, { projectId }) => {
  await getProject(actor, projectId);
  const session = await currentSession();
  const say = await readersSay();
  const encoder = new TextEncoder();
  let end = () => {};
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let open = true;
      const send = (text: string) => open && controller.enqueue(encoder.encode(text));
      const event = (one: LiveEvent) => {
        const revision = one.type === "board" ? one.board.revision : one.revision;
        send(`id: ${revision}\ndata: ${JSON.stringify(eventIn(say, one))}\n\n`);
      };
      let stop = () => {};
      const heartbeat = setInterval(async () => {
        const over = !session || Date.now() / 1000 >= session.endsAt;
        const still = !over && (await personOfSession(session.userId, session.sessionVersion).catch(() => undefined));
        const sees = still && (await getProject(still, projectId).catch(() => undefined));
        if (sees) send(": still here\n\n");
        else end();
      }, HEARTBEAT_MS);
      end = () => {
        if (!open) return;
        open = false;
        clearInterval(heartbeat);
        stop();
        process.off("readiness:shutdown" as never, end);
        try {
          controller.close();
        } catch {
          // The reader has already gone.
        }
      };
      request.signal.addEventListener("abort", end);
      process.on("readiness:shutdown" as never, end);
      const early: LiveEvent[] = [];
      let ready = false;
      const watching = await watchBoard(projectId, isVendor(actor) ? "vendor" : "customer", (one) =>
        ready ? event(one) : early.push(one),
      );
      stop = watching.stop;
      send("retry: 1000\n\n");
      event({ type: "board", board: watching.board });
      ready = true;
      for (const one of early) event(one);
      if (!open) stop();
    },
    cancel: () => end(),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform, no-store",
      "x-accel-buffering": "no",
    },
  });
});
