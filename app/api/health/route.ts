export const dynamic = "force-dynamic";

/** The process is up. */
export function GET() {
  return Response.json({ status: "up" }, { headers: { "cache-control": "no-store" } });
}
