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
        const files = make(input);
        return (
          <section key={id} aria-labelledby={id} className="mb-3 rounded-lg border border-line bg-card px-4 py-3">
            <div className="flex flex-wrap items-center justify-between gap-3">
              <div>
                <h2 id={id} className="font-medium">
                  {say(title)}
                </h2>
                <p className="text-sm text-ink-soft">
                  {say(whoApplies)}
                  {files.map(({ path }) => ` · ${path}`)}
                </p>
              </div>
              {files.map(({ path }) => (
                <DownloadLink key={path} href={`/api/projects/${projectId}/artefacts/${id}?file=${path}`}>
                  {files.length > 1 ? path : words("download")}
                </DownloadLink>
              ))}
              {files.length === 0 && <span className="text-sm text-ink-soft">{t("waits")}</span>}
            </div>
            {files.map(({ path, text }) => (
              <details key={path} className="mt-2">
                <summary className="text-sm">{files.length > 1 ? `${t("show")}: ${path}` : t("show")}</summary>
                <pre tabIndex={0} className="mt-2 max-h-96 overflow-auto rounded bg-sunk p-3 font-mono text-xs">
                  {text}
                </pre>
              </details>
            ))}
          </section>
        );
      })}
    </div>
  );
}
