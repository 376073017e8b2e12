import { readiness } from "@/lib/data/ready";

export const dynamic = "force-dynamic";

/** The database is reachable, its migrations are applied, and a worker lives. */
export async function GET() {
  const state = await readiness();
  return Response.json(state, { status: state.ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}
