"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { signOff } from "@/app/actions/sign-off";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** Signs by name, and then shows the certificate. */
export function SignButton({ projectId }: { projectId: string }) {
  const t = useTranslations("signoff");
  const words = useTranslations("words");
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [busy, start] = useTransition();
  const sign = () =>
    start(async () => {
      const answer = await signOff({ projectId }).catch(() => ({ ok: false as const, message: words("unreachable") }));
      setProblem(answer.ok ? "" : answer.message);
      if (answer.ok) router.push(`/projects/${projectId}/sign-off/${answer.data.seq}`);
      else router.refresh();
    });
  return (
    <div className="mb-8">
      {problem && (
        <Notice tone="fail" role="alert" title={words("failed")}>
          <p>{problem}</p>
        </Notice>
      )}
      <p className="mb-3 max-w-2xl">{t("sign-means")}</p>
      <Button look="primary" onClick={sign} disabled={busy}>
        {t("sign")}
      </Button>
    </div>
  );
}
