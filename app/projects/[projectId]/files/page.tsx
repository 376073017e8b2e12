import { DownloadLink } from "@/components/ui/button";
import { PageHeading } from "@/components/ui/page";
import { ARTEFACTS } from "@/lib/artefacts/generate";
import { projectPage } from "@/lib/auth/page";
import { getArtefactInput } from "@/lib/data/artefact-input";
import { pageTitle, translations } from "@/lib/messages/server";
import { readersSay } from "@/lib/sentences/server";

export const generateMetadata = () => pageTitle("files", "title");

export default async function FilesPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { actor } = await projectPage(projectId);
  const [t, words] = await Promise.all([translations("files"), translations("words")]);
  const say = await readersSay();
  const input = await getArtefactInput(actor, projectId);
  return (
    <div className="max-w-4xl">
      <PageHeading
        title={t("heading")}
        lead={t("lead")}
        action={
          <DownloadLink look="primary" href={`/api/projects/${projectId}/artefacts`}>
            {t("download-all")}
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
                  {say(title)}
                </h2>
                <p className="text-sm text-ink-soft">
                  {say(whoApplies)}
                  {file ? ` · ${file.path}` : ""}
                </p>
              </div>
              {file ? (
                <DownloadLink href={`/api/projects/${projectId}/artefacts/${id}`}>{words("download")}</DownloadLink>
              ) : (
                <span className="text-sm text-ink-soft">{t("waits")}</span>
              )}
            </div>
            {file && (
              <details className="mt-2">
                <summary className="text-sm">{t("show")}</summary>
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
