"use client";

import { useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { TextField } from "@/components/ui/field";

/** E-mail and password; what was typed stays when it was wrong. */
export function SignInForm({ then }: { then: string }) {
  const t = useTranslations("entry");
  const words = useTranslations("words");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  async function submit(form: FormData) {
    setBusy(true);
    setProblem("");
    const { signIn } = await import("next-auth/react");
    const answer = await signIn("credentials", {
      email: form.get("email"),
      password: form.get("password"),
      redirect: false,
    }).catch(() => undefined);
    if (answer?.ok) return window.location.assign(then);
    const wrong = answer?.error === "CredentialsSignin";
    setProblem(wrong ? t("wrong") : (answer?.error ?? words("unreachable")));
    setBusy(false);
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
      noValidate
    >
      <ErrorSummary problems={problem ? [{ field: "email", message: problem }] : []} />
      <TextField id="email" name="email" label={t("email")} type="email" autoComplete="username" required />
      <TextField
        id="password"
        name="password"
        label={t("password")}
        type="password"
        autoComplete="current-password"
        required
      />
      <Button type="submit" look="primary" disabled={busy}>
        {busy ? t("signing-in") : words("sign-in")}
      </Button>
    </form>
  );
}
