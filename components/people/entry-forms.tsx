"use client";

import { changePassword, redeemInvitation, redeemReset, redeemSetup } from "@/app/actions/people";
import { createProject } from "@/app/actions/projects";
import { useTranslations } from "@/components/messages/provider";

import type { MessageKey } from "@/lib/messages";
import type { Translate } from "@/lib/messages/translate";

import { AccountForm } from "./account-form";

/** The field of a password that is set for the first time. */
function newPassword(t: Translate<MessageKey<"entry">>) {
  return {
    name: "password",
    label: t("password"),
    help: t("password-help"),
    type: "password",
    autoComplete: "new-password",
  };
}

export function SetupForm({ token }: { token: string }) {
  const t = useTranslations("entry");
  const fields = [
    { name: "name", label: t("name"), autoComplete: "name" },
    { name: "email", label: t("email"), type: "email", autoComplete: "username" },
    newPassword(t),
  ];
  return (
    <AccountForm
      fields={fields}
      label={t("create-admin")}
      done="/projects"
      thenSignIn
      submit={({ name = "", email = "", password = "" }) => redeemSetup({ token, name, email, password })}
    />
  );
}

export function InvitationForm({ token }: { token: string }) {
  const t = useTranslations("entry");
  const fields = [{ name: "name", label: t("name"), autoComplete: "name" }, newPassword(t)];
  return (
    <AccountForm
      fields={fields}
      label={t("create-account")}
      done="/projects"
      thenSignIn
      submit={({ name = "", password = "" }) => redeemInvitation({ token, name, password })}
    />
  );
}

export function AcceptInvitation({ token }: { token: string }) {
  const t = useTranslations("entry");
  return (
    <AccountForm
      fields={[]}
      label={t("accept")}
      done="/projects"
      submit={() => redeemInvitation({ token, name: "", password: "" })}
    />
  );
}

export function ResetForm({ token }: { token: string }) {
  const t = useTranslations("entry");
  return (
    <AccountForm
      fields={[{ ...newPassword(t), label: t("new-password") }]}
      label={t("set-password")}
      done="/projects"
      thenSignIn
      submit={({ password = "" }) => redeemReset({ token, password })}
    />
  );
}

export function PasswordForm() {
  const t = useTranslations("account");
  const fields = [
    { name: "current", label: t("present"), type: "password", autoComplete: "current-password" },
    { name: "next", label: t("new"), help: t("new-help"), type: "password", autoComplete: "new-password" },
  ];
  return (
    <AccountForm
      fields={fields}
      label={t("change")}
      done="/sign-in?changed=password"
      submit={({ current = "", next = "" }) => changePassword({ current, next })}
    />
  );
}

export function NewProjectForm() {
  const t = useTranslations("projects");
  const fields = [
    { name: "customer", label: t("customer"), help: t("customer-help") },
    { name: "environment", label: t("environment"), help: t("environment-help"), value: "Production" },
  ];
  return (
    <AccountForm
      fields={fields}
      label={t("create")}
      done={(data) => `/projects/${(data as { id: string }).id}`}
      submit={({ customer = "", environment = "" }) => createProject({ customer, environment })}
    />
  );
}
