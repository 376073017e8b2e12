"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { Button, DownloadLink } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";
import { INPUT } from "@/components/ui/field";
import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import type { KubeconfigRefusal, KubeconfigSummary } from "@/lib/intake/answers";

interface StoredHint {
  setBy: string;
  setAt: string;
  summary?: KubeconfigSummary;
}
interface Choice {
  name: string;
  cluster: string;
  user: string;
  namespace?: string;
  server?: string;
}
interface Answer {
  hint?: StoredHint;
  chooseContext?: Choice[];
  refusals?: KubeconfigRefusal[];
  error?: { message: string };
}

function Accepted({ hint, installEnd }: { hint: StoredHint; installEnd: string | undefined }) {
  const t = useTranslations("intake");
  const { summary } = hint;
  if (!summary) return null;
  const spare =
    summary.expiresAt && installEnd
      ? Math.floor((Date.parse(summary.expiresAt) - Date.parse(installEnd)) / 86_400_000)
      : undefined;
  const rows: [string, React.ReactNode][] = [
    [t("kc-server"), summary.server],
    [t("kc-namespace"), summary.namespace ?? t("kc-no-namespace")],
    [t("kc-identity"), summary.identity ?? t("kc-not-stated")],
    [t("kc-credential"), t(`kc-kind-${summary.credentialKind}`)],
    [
      t("kc-expires"),
      summary.expiresAt ? (
        <>
          <Moment iso={summary.expiresAt} time={false} />
          {spare !== undefined && ` ${t(spare >= 0 ? "kc-after" : "kc-before", { days: Math.abs(spare) })}`}
        </>
      ) : (
        t("kc-not-stated")
      ),
    ],
    [
      t("kc-ca"),
      <span key="ca" className="font-mono text-sm break-all">
        {summary.caFingerprint ?? t("kc-no-ca")}
      </span>,
    ],
  ];
  return (
    <Notice tone="pass" title={`✓ ${t("kc-accepted", { context: summary.contextName, host: summary.serverHost })}`}>
      <dl className="mt-2 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="break-all">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-sm text-ink-soft">
        {t.rich("kc-set", { when: () => <Moment key="when" iso={hint.setAt} />, person: hint.setBy })}
      </p>
    </Notice>
  );
}

/** Drop, choose or paste a kubeconfig. It is judged on the server; what is refused says why and how else. */
export function KubeconfigUpload({
  projectId,
  hint: first,
  script,
  installEnd,
}: {
  projectId: string;
  hint: StoredHint | undefined;
  script: string;
  installEnd: string | undefined;
}) {
  const t = useTranslations("intake");
  const router = useRouter();
  const [hint, setHint] = useState(first);
  const [refusals, setRefusals] = useState<readonly KubeconfigRefusal[]>([]);
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [upload, setUpload] = useState<Blob>();
  const [pasted, setPasted] = useState("");
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState(false);
  const url = `/api/projects/${projectId}/kubeconfig`;

  async function send(file: Blob, context?: string) {
    setBusy(true);
    setUpload(file);
    setRefusals([]);
    try {
      const response = await fetch(context === undefined ? url : `${url}?context=${encodeURIComponent(context)}`, {
        method: "POST",
        body: file,
        headers: { "content-type": "application/octet-stream" },
      });
      const answer = (await response.json()) as Answer;
      setChoices(answer.chooseContext ?? []);
      if (answer.hint) {
        setHint(answer.hint);
        setPasted("");
        router.refresh();
      }
      setRefusals(answer.refusals ?? (answer.error ? [{ code: "error", message: answer.error.message }] : []));
    } catch {
      setRefusals([{ code: "connection", message: t("kc-unsent") }]);
    }
    setBusy(false);
  }
  async function remove() {
    setBusy(true);
    const response = await fetch(url, { method: "DELETE" }).catch(() => undefined);
    if (response?.ok) {
      setHint(undefined);
      router.refresh();
    } else setRefusals([{ code: "connection", message: t("kc-not-removed") }]);
    setBusy(false);
  }

  return (
    <section aria-labelledby="k8s.kubeconfig-label" className="mb-8">
      <h2 id="k8s.kubeconfig-label" className="mb-1 text-lg font-semibold">
        {t("kc-title")}
      </h2>
      {hint && <Accepted hint={hint} installEnd={installEnd} />}
      {refusals.length > 0 && (
        <Notice tone="fail" role="alert" title={t("kc-refused")}>
          <ul className="mt-1 list-disc pl-5">
            {refusals.map(({ code, path, message }) => (
              <li key={`${code}${path}`}>{message}</li>
            ))}
          </ul>
          <p className="mt-3 font-medium">{t("kc-way")}</p>
          <div className="mt-2 flex flex-wrap items-center gap-2">
            <CopyButton text={script} label={t("kc-copy-script")} />
            <DownloadLink href={`/api/projects/${projectId}/artefacts/A11`}>{t("kc-download-script")}</DownloadLink>
          </div>
        </Notice>
      )}
      {choices.length > 0 && upload && (
        <Notice tone="info" role="status" title={t("kc-contexts")}>
          <ul className="mt-2 space-y-2">
            {choices.map((choice) => (
              <li key={choice.name}>
                <Button disabled={busy} onClick={() => send(upload, choice.name)}>
                  {choice.name}
                </Button>{" "}
                <span className="text-sm text-ink-soft">
                  {t("kc-as", { server: choice.server ?? choice.cluster, user: choice.user })}
                </span>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the file button beside it does the same. */}
      <div
        className={classNames(
          "max-w-3xl rounded-lg border-2 border-dashed border-line-strong bg-card p-5",
          over && "border-accent! bg-accent-soft!",
        )}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [file] = event.dataTransfer.files;
          if (file) void send(file);
        }}
      >
        <label htmlFor="k8s.kubeconfig" className="font-medium">
          {t(hint ? "kc-replace" : "kc-drop")}
        </label>
        <input
          id="k8s.kubeconfig"
          type="file"
          disabled={busy}
          className="mt-2 block"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) void send(file);
            event.target.value = "";
          }}
        />
        <details className="mt-3">
          <summary>{t("kc-paste")}</summary>
          <label htmlFor="kubeconfig-text" className="sr-only">
            {t("kc-text")}
          </label>
          <textarea
            id="kubeconfig-text"
            rows={6}
            className={`${INPUT} mt-2 font-mono text-sm`}
            value={pasted}
            spellCheck={false}
            onChange={(event) => setPasted(event.target.value)}
          />
          <Button className="mt-2" disabled={busy || !pasted.trim()} onClick={() => send(new Blob([pasted]))}>
            {t("kc-read")}
          </Button>
        </details>
        <p className="mt-3 text-sm text-ink-soft">{t("kc-kept")}</p>
      </div>
      {hint && (
        <Button look="danger" className="mt-3" disabled={busy} onClick={remove}>
          {t("kc-remove")}
        </Button>
      )}
    </section>
  );
}
