import { notFound } from "next/navigation";

import { KubeconfigUpload } from "@/components/intake/kubeconfig-upload";
import { SectionForm } from "@/components/intake/section-form";
import { ClientMessages } from "@/components/messages/client-messages";
import { ClientSentences } from "@/components/messages/client-sentences";
import { PageHeading } from "@/components/ui/page";
import { generateArtefact } from "@/lib/artefacts/generate";
import { projectPage } from "@/lib/auth/page";
import { getAnswers, getFacts } from "@/lib/data/answers";
import { getBoard } from "@/lib/data/board";
import { testableFields } from "@/lib/data/runs";
import { secretHints } from "@/lib/data/secrets";
import { section as sectionById, sections } from "@/lib/intake/sections";
import { pageTitle, translations } from "@/lib/messages/server";
import { sectionIn } from "@/lib/sentences/intake";
import { readersSay } from "@/lib/sentences/server";

export const generateMetadata = () => pageTitle("intake", "title");

export default async function SectionPage({
  params,
  searchParams,
}: {
  params: Promise<{ projectId: string; section: string }>;
  searchParams: Promise<{ from?: string }>;
}) {
  const { projectId, section: id } = await params;
  const section = sectionById(id);
  if (!section) notFound();
  const { actor, project } = await projectPage(projectId);
  const [answers, hints, board, { facts }] = await Promise.all([
    getAnswers(actor, projectId),
    secretHints(actor, projectId),
    getBoard(actor, projectId),
    getFacts(actor, projectId),
  ]);
  const t = await translations("intake");
  const home = `/projects/${projectId}`;
  const at = sections.indexOf(section);
  const following = sections[at + 1];
  const back = (await searchParams).from === "check";
  const next = back || !following ? `${home}/intake/check` : `${home}/intake/${following.id}`;
  const suggestions = Object.fromEntries(
    board.rows.flatMap(({ observations }) =>
      observations.flatMap(({ suggests }) => (suggests ? [[suggests.field, suggests.value] as const] : [])),
    ),
  );
  const [script] = generateArtefact("A11", {
    facts,
    project: { name: `${project.customer}, ${project.environment}` },
  });
  const shown = sectionIn(await readersSay(), section);
  const initial = Object.fromEntries(
    Object.entries(answers).map(([field, { value, revision }]) => [field, { value, revision }]),
  );
  const marks = Object.fromEntries(
    Object.entries(answers).flatMap(([field, { product }]) => (product ? [[field, product] as const] : [])),
  );
  return (
    <ClientMessages of={["intake", "products"]}>
      <PageHeading
        title={shown.title}
        back={{ href: back ? `${home}/intake/check` : home, label: t(back ? "check-title" : "overview") }}
        lead={shown.intro}
      />
      <p className="mb-6 text-sm text-ink-soft">{t("section-of", { at: at + 1, all: sections.length })}</p>
      {id === "access" && (
        <KubeconfigUpload
          projectId={projectId}
          hint={hints["k8s.kubeconfig"]}
          script={script?.text ?? ""}
          installEnd={facts.answers["project.installEnd"]}
        />
      )}
      <ClientSentences of={["intake", "words"]}>
        <SectionForm
          key={id}
          projectId={projectId}
          sectionId={id}
          initial={initial}
          hints={hints}
          next={next}
          home={home}
          suggestions={suggestions}
          marks={marks}
          testable={testableFields(section, facts)}
        />
      </ClientSentences>
    </ClientMessages>
  );
}
