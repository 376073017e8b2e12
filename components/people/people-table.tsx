"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { createUser, updateUser } from "@/app/actions/people";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { INPUT, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { ScrollBox } from "@/components/ui/scroll-box";
import type { Person } from "@/lib/auth/people";

const VENDOR_ROLES = ["admin", "manager", "engineer"] as const;
type VendorRole = (typeof VENDOR_ROLES)[number];
const isVendorRole = (role: string): role is VendorRole => (VENDOR_ROLES as readonly string[]).includes(role);

/** Everybody who may sign in, with role and access; new people of SESTEK come in by a link. */
export function PeopleTable({ people, self }: { people: readonly Person[]; self: string }) {
  const t = useTranslations("people");
  const words = useTranslations("words");
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [refused, setRefused] = useState("");
  const [link, setLink] = useState("");
  const [busy, start] = useTransition();
  const change = (input: Parameters<typeof updateUser>[0]) =>
    start(async () => {
      const answer = await updateUser(input);
      setProblem(answer.ok ? "" : answer.message);
      router.refresh();
    });
  const add = (form: FormData) =>
    start(async () => {
      const answer = await createUser({
        email: String(form.get("email")),
        role: String(form.get("role")) as VendorRole,
      });
      const atField = !answer.ok && answer.field === "email";
      setRefused(atField ? answer.message : "");
      setProblem(answer.ok || atField ? "" : answer.message);
      if (atField) document.getElementById("email")?.focus();
      setLink("");
      if (answer.ok) setLink(new URL(answer.data.path, window.location.href).href);
    });
  return (
    <>
      {problem && (
        <Notice tone="fail" role="alert" title={words("failed")}>
          <p>{problem}</p>
        </Notice>
      )}
      <ScrollBox label={t("title")} className="mb-8 rounded-lg border border-line bg-card">
        <table className="w-full text-left">
          <thead className="border-b border-line text-sm text-ink-soft">
            <tr>
              <th scope="col" className="px-4 py-2 font-medium">
                {t("name")}
              </th>
              <th scope="col" className="px-4 py-2 font-medium">
                {t("email")}
              </th>
              <th scope="col" className="px-4 py-2 font-medium">
                {t("role")}
              </th>
              <th scope="col" className="px-4 py-2 font-medium">
                {t("access")}
              </th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id} className="border-b border-line last:border-0">
                <th scope="row" className="px-4 py-2 font-medium">
                  {person.name}
                </th>
                <td className="px-4 py-2">{person.email}</td>
                <td className="px-4 py-2">
                  {isVendorRole(person.role) && person.id !== self ? (
                    <select
                      aria-label={t("role-of", { name: person.name })}
                      value={person.role}
                      disabled={busy}
                      onChange={(event) => change({ userId: person.id, role: event.target.value as VendorRole })}
                      className={INPUT}
                    >
                      {VENDOR_ROLES.map((role) => (
                        <option key={role} value={role}>
                          {words(`role-${role}`)}
                        </option>
                      ))}
                    </select>
                  ) : (
                    words(`role-${person.role}`)
                  )}
                </td>
                <td className="px-4 py-2">
                  {person.id === self ? (
                    t("you")
                  ) : (
                    <Button disabled={busy} onClick={() => change({ userId: person.id, disabled: !person.disabled })}>
                      {t(person.disabled ? "let-in" : "lock-out")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <h2 className="mb-3 text-lg font-semibold">{t("add")}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add(new FormData(event.currentTarget));
        }}
        noValidate
      >
        <TextField
          id="email"
          name="email"
          type="email"
          label={t("email")}
          help={t("add-help")}
          error={refused || undefined}
        />
        <label htmlFor="role" className="mb-1 block font-medium">
          {t("role")}
        </label>
        <select id="role" name="role" defaultValue="engineer" className={`${INPUT} mb-5 block`}>
          {VENDOR_ROLES.map((role) => (
            <option key={role} value={role}>
              {words(`role-${role}`)}
            </option>
          ))}
        </select>
        <Button type="submit" look="primary" disabled={busy}>
          {t("make-link")}
        </Button>
      </form>
      {link && (
        <Notice tone="pass" role="status" title={t("send-link")}>
          <p className="font-mono text-sm break-all">{link}</p>
          <div className="mt-2 flex items-center gap-2">
            <CopyButton text={link} label={t("copy-link")} />
          </div>
        </Notice>
      )}
    </>
  );
}
