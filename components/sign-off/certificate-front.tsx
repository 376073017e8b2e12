import { classNames } from "@/components/ui/class-names";
import { type CertificateContent, groupedHash } from "@/lib/certificate/content";
import { installation, settledCounts, type Wording } from "@/lib/certificate/wording";
import type { Verdict } from "@/lib/requirements/vocabulary";

const ORDER = ["pass", "warn", "fail", "could-not-tell", "not-applicable"] as const;
const TONE: Record<Verdict, { text: string; bar: string }> = {
  pass: { text: "text-pass", bar: "bg-pass" },
  warn: { text: "text-warn", bar: "bg-warn" },
  fail: { text: "text-fail", bar: "bg-fail" },
  "could-not-tell": { text: "text-tell", bar: "bg-tell" },
  "not-applicable": { text: "text-na", bar: "bg-na" },
};

interface Printed {
  content: CertificateContent;
  hash: string;
  voided?: { at: string; because: string };
}

function Figures({ wording: { words }, content: { summary } }: { wording: Wording; content: CertificateContent }) {
  return (
    <>
      <div aria-hidden="true" className="mb-3 flex h-1.5 gap-0.5 overflow-hidden rounded">
        {ORDER.map((verdict) => (
          <span key={verdict} className={TONE[verdict].bar} style={{ flexGrow: summary.counts[verdict] ?? 0 }} />
        ))}
      </div>
      <ul className="mb-6 grid grid-cols-2 gap-3 sm:grid-cols-5 print:grid-cols-5">
        {ORDER.map((verdict) => (
          <li key={verdict} className="flex flex-col">
            <span className={classNames("text-2xl font-semibold tabular-nums", TONE[verdict].text)}>
              {summary.counts[verdict] ?? 0}
            </span>
            <span className="text-sm text-ink-soft">{words(`verdict-${verdict}`)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Signatures({ wording: { t, words, moment }, content }: { wording: Wording; content: CertificateContent }) {
  const { signed, project } = content;
  const line = "mt-8 border-t border-ink-soft pt-1 text-sm text-ink-soft";
  return (
    <div className="mb-6 grid gap-4 sm:grid-cols-2 print:grid-cols-2">
      <div className="rounded-lg border border-line p-4">
        <p className="text-sm font-medium text-ink-soft">{t("for-sestek")}</p>
        <p className="font-medium">
          {signed.by}, {words(`role-${signed.role as "engineer"}`)}
        </p>
        <p className="text-sm text-ink-soft">{t("electronically", { at: moment(signed.at) })}</p>
        <p className={line}>{t("line-signature")}</p>
      </div>
      <div className="flex flex-col justify-between rounded-lg border border-line p-4">
        <p className="text-sm font-medium text-ink-soft">
          {t("for-customer")} · {project.customer}
        </p>
        <p className={line}>{[t("line-name"), t("line-date"), t("line-signature")].join(" · ")}</p>
      </div>
    </div>
  );
}

/** The first page of a certificate: all that most readers need, with room to sign; on paper it stands alone. */
export function CertificateFront({ wording, certificate }: { wording: Wording; certificate: Printed }) {
  const { t, words, say, moment } = wording;
  const { content, hash, voided } = certificate;
  const { project, signed, summary, rows, restsUntil } = content;
  const facts: [string, string, string?][] = [
    [
      t("settled"),
      t("settled-count", { settled: summary.settled, applicable: summary.applicable }),
      t("settled-how", settledCounts(rows)),
    ],
    [t("signed-by"), `${signed.by}, ${words(`role-${signed.role as "engineer"}`)}`],
    [t("signed-on"), moment(signed.at), t("zone", { zone: wording.timeZone })],
    [t("installation"), installation(wording, content)],
    [t("catalogue"), t("catalogue-version", { version: content.catalogueVersion, count: rows.length })],
    ...(restsUntil ? [[t("rests"), t("rests-until", { at: moment(restsUntil) })] as [string, string]] : []),
  ];
  return (
    <section
      aria-labelledby="certificate"
      className="rounded-lg border border-line bg-card p-5 sm:p-8 print:border-0 print:p-0"
    >
      <div className="mb-6 flex justify-between border-b border-line pb-3 text-sm font-medium">
        <span className="text-accent">Knovvu Readiness</span>
        <span className="text-ink-soft">{t("number", { seq: content.seq })}</span>
      </div>
      <h1 id="certificate" className="mb-6">
        <span className="block text-ink-soft">{t("title")}</span>
        <span className="block text-3xl font-semibold tracking-tight">{project.customer}</span>
        <span className="block text-lg text-ink-soft">{project.environment}</span>
      </h1>
      <div
        className={classNames(
          "mb-6 border-l-4 px-4 py-3 print:[print-color-adjust:exact]",
          voided ? "border-fail bg-fail-soft" : "border-pass bg-pass-soft",
        )}
      >
        <p className={classNames("text-lg font-semibold", voided ? "text-fail" : "text-pass")}>
          {voided ? t("void", { at: moment(voided.at) }) : t("ready", { at: moment(signed.at) })}
        </p>
        <p>{voided ? t("void-because", { because: say(voided.because) }) : t("ready-means")}</p>
      </div>
      <Figures wording={wording} content={content} />
      <dl className="mb-6 grid gap-y-2">
        {facts.map(([name, text, more]) => (
          <div key={name} className="grid gap-x-4 sm:grid-cols-[12rem_1fr] print:grid-cols-[12rem_1fr]">
            <dt className="text-ink-soft">{name}</dt>
            <dd>
              {text}
              {more && <span className="block text-sm text-ink-soft">{more}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <Signatures wording={wording} content={content} />
      <p className="text-sm font-medium text-ink-soft">{t("hash")}</p>
      <p className="font-mono text-sm break-words">{groupedHash(hash)}</p>
      <p className="mt-1 text-sm text-ink-soft">{t("hash-means")}</p>
    </section>
  );
}
