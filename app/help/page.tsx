import { PageHeading } from "@/components/ui/page";
import { VerdictBadge } from "@/components/ui/verdict";
import { requireActor } from "@/lib/auth/session";
import { pageTitle, translations } from "@/lib/messages/server";

import { VERDICTS } from "@/lib/requirements/vocabulary";

export const generateMetadata = () => pageTitle("help", "title");

const ROAD = ["road-answer", "road-upload", "road-run", "road-mend", "road-ready"] as const;

export default async function HelpPage() {
  await requireActor("/help");
  const t = await translations("help");
  return (
    <div className="max-w-3xl">
      <PageHeading title={t("title")} />
      <h2 className="mb-2 text-lg font-semibold">{t("words")}</h2>
      <dl className="mb-8 space-y-3">
        {VERDICTS.map((verdict) => (
          <div key={verdict}>
            <dt>
              <VerdictBadge verdict={verdict} />
            </dt>
            <dd className="mt-1">{t(verdict)}</dd>
          </div>
        ))}
      </dl>
      <h2 className="mb-2 text-lg font-semibold">{t("road")}</h2>
      <ol className="mb-8 list-decimal space-y-1 pl-5">
        {ROAD.map((step) => (
          <li key={step}>{t(step)}</li>
        ))}
      </ol>
      <h2 className="mb-2 text-lg font-semibold">{t("cluster")}</h2>
      <p>{t("cluster-text")}</p>
    </div>
  );
}
