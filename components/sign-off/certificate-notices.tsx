import Link from "next/link";

import { Moment } from "@/components/ui/moment";
import { Notice } from "@/components/ui/notice";
import { translations } from "@/lib/messages/server";
import { readersSay } from "@/lib/sentences/server";

interface Standing {
  seq: number;
  by: string;
  at: string;
  voided?: { at: string; because: string };
}

/** Says of a project's last certificate that it is void, since when and why. Nothing for one that holds. */
export async function VoidNotice({ certificate, href }: { certificate: Standing; href?: string }) {
  const [t, say] = await Promise.all([translations("signoff"), readersSay()]);
  const { seq, voided } = certificate;
  if (!voided) return null;
  return (
    <Notice tone="fail" title={t("void-title", { seq })}>
      <p>{t.rich("void-text", { when: () => <Moment key="when" iso={voided.at} />, because: say(voided.because) })}</p>
      {href && (
        <p>
          <Link href={href}>{t("open-certificate", { seq })}</Link>
        </p>
      )}
    </Notice>
  );
}

/** For the project's own page: whether it is signed off, or its certificate is void. Nothing without one. */
export async function CertificateBanner({ projectId, last }: { projectId: string; last: Standing | undefined }) {
  const t = await translations("signoff");
  if (!last) return null;
  const href = `/projects/${projectId}/sign-off/${last.seq}`;
  if (last.voided) return <VoidNotice certificate={last} href={href} />;
  return (
    <Notice tone="pass" title={t("valid", { seq: last.seq })}>
      <p>{t.rich("valid-lead", { person: last.by, when: () => <Moment key="when" iso={last.at} /> })}</p>
      <p>
        <Link href={href}>{t("open-certificate", { seq: last.seq })}</Link>
      </p>
    </Notice>
  );
}
