"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

import { createUser, updateUser } from "@/app/actions/people";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { INPUT, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { ScrollBox } from "@/components/ui/scroll-box";
import type { Person } from "@/lib/auth/people";

const ROLES = { admin: "Administrator", manager: "Project manager", engineer: "Engineer" } as const;
type VendorRole = keyof typeof ROLES;
const isVendorRole = (role: string): role is VendorRole => role in ROLES;

/** Everybody who may sign in, with role and access; new people of SESTEK come in by a link. */
export function PeopleTable({ people, self }: { people: readonly Person[]; self: string }) {
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
        <Notice tone="fail" role="alert" title="That did not work">
          <p>{problem}</p>
        </Notice>
      )}
      <ScrollBox label="People" className="mb-8 rounded-lg border border-line bg-card">
        <table className="w-full text-left">
          <thead className="border-b border-line text-sm text-ink-soft">
            <tr>
              <th scope="col" className="px-4 py-2 font-medium">
                Name
              </th>
              <th scope="col" className="px-4 py-2 font-medium">
                E-mail
              </th>
              <th scope="col" className="px-4 py-2 font-medium">
                Role
              </th>
              <th scope="col" className="px-4 py-2 font-medium">
                Access
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
                      aria-label={`Role of ${person.name}`}
                      value={person.role}
                      disabled={busy}
                      onChange={(event) => change({ userId: person.id, role: event.target.value as VendorRole })}
                      className={INPUT}
                    >
                      {Object.entries(ROLES).map(([value, label]) => (
                        <option key={value} value={value}>
                          {label}
                        </option>
                      ))}
                    </select>
                  ) : isVendorRole(person.role) ? (
                    ROLES[person.role]
                  ) : (
                    "Customer"
                  )}
                </td>
                <td className="px-4 py-2">
                  {person.id === self ? (
                    "You"
                  ) : (
                    <Button disabled={busy} onClick={() => change({ userId: person.id, disabled: !person.disabled })}>
                      {person.disabled ? "Let in again" : "Lock out"}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <h2 className="mb-3 text-lg font-semibold">Add a person</h2>
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
          label="E-mail"
          help="You get a link to send to this person. It works once, for seven days."
          error={refused || undefined}
        />
        <label htmlFor="role" className="mb-1 block font-medium">
          Role
        </label>
        <select id="role" name="role" defaultValue="engineer" className={`${INPUT} mb-5 block`}>
          {Object.entries(ROLES).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Button type="submit" look="primary" disabled={busy}>
          Make the link
        </Button>
      </form>
      {link && (
        <Notice tone="pass" role="status" title="Send this link. It is shown only now.">
          <p className="font-mono text-sm break-all">{link}</p>
          <div className="mt-2 flex items-center gap-2">
            <CopyButton text={link} label="Copy the link" />
          </div>
        </Notice>
      )}
    </>
  );
}
