import { json, route } from "@/lib/actions/route";
import { findProjects } from "@/lib/data/find-projects";

const LONGEST = 200;

/** The projects that the command palette offers: `?q=` is what was typed. */
export const GET = route<object>(async (actor, request) => {
  const query = new URL(request.url).searchParams.get("q") ?? "";
  return json({ projects: await findProjects(actor, query.slice(0, LONGEST)) });
});
