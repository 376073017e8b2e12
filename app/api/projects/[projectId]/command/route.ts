import { madeFile } from "@/lib/actions/download";
import { route } from "@/lib/actions/route";
import { getProject } from "@/lib/data/projects";
import { BUNDLE_NAME, bundleFile } from "@/lib/offline/bundle-file";

/** The command as one file, for a network that this application does not reach; the same for every project. */
export const GET = route<{ projectId: string }>(async (actor, _request, { projectId }) => {
  await getProject(actor, projectId);
  return madeFile(await bundleFile(), { name: BUNDLE_NAME, type: "text/javascript" });
});
