"use client";

import { useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { ErrorSummary } from "@/components/ui/error-summary";
import { TextField } from "@/components/ui/field";
import type { ActionResult } from "@/lib/actions/action";

export interface AccountField {
  name: string;
  label: string;
  help?: string;
  type?: string;
  autoComplete?: string;
  value?: string;
}

/** A small form around one server action; errors stand at their field and in a summary, typed text stays. */
export function AccountForm({
  fields,
  submit,
  label,
  done,
  thenSignIn,
}: {
  fields: readonly AccountField[];
  submit: (values: Record<string, string>) => Promise<ActionResult<unknown>>;
  label: string;
  /** Where to go after success; what the action answered with may decide. */
  done: string | ((data: unknown) => string);
  /** Signs in with the e-mail that the action answers with and the password typed here. */
  thenSignIn?: boolean;
}) {
  const words = useTranslations("words");
  const [problem, setProblem] = useState<{ field?: string | undefined; message: string }>();
  const [busy, setBusy] = useState(false);
  async function send(form: FormData) {
    setBusy(true);
    const values = Object.fromEntries(fields.map(({ name }) => [name, String(form.get(name) ?? "")]));
    const answer = await submit(values).catch(() => ({
      ok: false as const,
      message: words("unreachable"),
    }));
    if (!answer.ok) {
      setProblem({ field: "field" in answer ? answer.field : undefined, message: answer.message });
      setBusy(false);
      return;
    }
    if (thenSignIn) {
      const { email } = answer.data as { email: string };
      const { signIn } = await import("next-auth/react");
      await signIn("credentials", { email, password: values.password, redirect: false });
    }
    window.location.assign(typeof done === "string" ? done : done(answer.data));
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send(new FormData(event.currentTarget));
      }}
      noValidate
    >
      <ErrorSummary
        problems={problem ? [{ ...(problem.field ? { field: problem.field } : {}), message: problem.message }] : []}
      />
      {fields.map(({ name, value, ...field }) => (
        <TextField
          key={name}
          id={name}
          name={name}
          defaultValue={value}
          error={problem?.field === name ? problem.message : undefined}
          {...field}
        />
      ))}
      <Button type="submit" look="primary" disabled={busy}>
        {label}
      </Button>
    </form>
  );
}
