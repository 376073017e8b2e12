import { DownloadLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";
import { ARTEFACTS } from "@/lib/artefacts/generate";
import { projectPage } from "@/lib/auth/page";
import { getArtefactInput } from "@/lib/data/artefact-input";

export const metadata = { title: "Files" };

export default async function FilesPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor } = await projectPage(projectId);
  const input = await getArtefactInput(actor, projectId);
  return (
    <div className="max-w-4xl">
      <PageHeading
        title="Files for the customer"
        lead="Made from the answers. They change when the answers do."
        action={
          <DownloadLink look="primary" href={`/api/projects/${projectId}/artefacts`}>
            Download all as one zip
          </DownloadLink>
        }
      />
      {ARTEFACTS.map(({ id, title, whoApplies, make }) => {
        const [file] = make(input);
        return (
          <section key={id} aria-labelledby={id} className="mb-3 rounded-lg border border-line bg-card px-4 py-3">
            <div className="flex flex-wrap items-center justify-between gap-3">
              <div>
                <h2 id={id} className="font-medium">
                  {title}
                </h2>
                <p className="text-sm text-ink-soft">
                  {whoApplies}
                  {file ? ` · ${file.path}` : ""}
                </p>
              </div>
              {file ? (
                <DownloadLink href={`/api/projects/${projectId}/artefacts/${id}`}>Download</DownloadLink>
              ) : (
                <span className="text-sm text-ink-soft">Waits for answers</span>
              )}
            </div>
            {file && (
              <details className="mt-2">
                <summary className="text-sm">Show it</summary>
                <pre tabIndex={0} className="mt-2 max-h-96 overflow-auto rounded bg-sunk p-3 font-mono text-xs">
                  {file.text}
                </pre>
              </details>
            )}
          </section>
        );
      })}
    </div>
  );
}
