"use client";

import { changePassword, redeemInvitation, redeemSetup } from "@/app/actions/people";
import { createProject } from "@/app/actions/projects";

import { AccountForm } from "./account-form";

const NEW_PASSWORD = {
  name: "password",
  label: "Password",
  help: "At least 12 characters. Several words are easy to remember.",
  type: "password",
  autoComplete: "new-password",
};

export function SetupForm({ token }: { token: string }) {
  const fields = [
    { name: "name", label: "Your name", autoComplete: "name" },
    { name: "email", label: "E-mail", type: "email", autoComplete: "username" },
    NEW_PASSWORD,
  ];
  return (
    <AccountForm
      fields={fields}
      label="Create the administrator"
      done="/projects"
      thenSignIn
      submit={({ name = "", email = "", password = "" }) => redeemSetup({ token, name, email, password })}
    />
  );
}

export function InvitationForm({ token }: { token: string }) {
  const fields = [{ name: "name", label: "Your name", autoComplete: "name" }, NEW_PASSWORD];
  return (
    <AccountForm
      fields={fields}
      label="Create my account"
      done="/projects"
      thenSignIn
      submit={({ name = "", password = "" }) => redeemInvitation({ token, name, password })}
    />
  );
}

export function AcceptInvitation({ token }: { token: string }) {
  return (
    <AccountForm
      fields={[]}
      label="Accept the invitation"
      done="/projects"
      submit={() => redeemInvitation({ token, name: "", password: "" })}
    />
  );
}

export function PasswordForm() {
  const fields = [
    { name: "current", label: "Present password", type: "password", autoComplete: "current-password" },
    { name: "next", label: "New password", help: NEW_PASSWORD.help, type: "password", autoComplete: "new-password" },
  ];
  return (
    <AccountForm
      fields={fields}
      label="Change the password"
      done="/sign-in?changed=password"
      submit={({ current = "", next = "" }) => changePassword({ current, next })}
    />
  );
}

export function NewProjectForm() {
  const fields = [
    { name: "customer", label: "Customer", help: "The name of the company, such as Acme Bank." },
    { name: "environment", label: "Environment", help: "Such as Production or Test.", value: "Production" },
  ];
  return (
    <AccountForm
      fields={fields}
      label="Create the project"
      done={(data) => `/projects/${(data as { id: string }).id}`}
      submit={({ customer = "", environment = "" }) => createProject({ customer, environment })}
    />
  );
}
