"use client";

import { useState } from "react";

import { makeResetLink, updateUser } from "@/app/actions/people";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { INPUT } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { ScrollBox } from "@/components/ui/scroll-box";
import { useAct } from "@/components/ui/use-act";
import type { MadeLink, Person } from "@/lib/auth/people";

import { MadeLinks } from "./made-links";
import { VENDOR_ROLES, type VendorRole } from "./vendor-roles";

const isVendorRole = (role: string): role is VendorRole => (VENDOR_ROLES as readonly string[]).includes(role);
const CELL = "px-4 py-2";

/** Everybody who may sign in, with role, way in and access; who has lost a password gets a link. */
export function PeopleTable({ people, self }: { people: readonly Person[]; self: string }) {
  const t = useTranslations("people");
  const words = useTranslations("words");
  const { act, busy, problem } = useAct();
  const [links, setLinks] = useState<MadeLink[]>([]);
  const change = (input: Parameters<typeof updateUser>[0]) => act(() => updateUser(input));
  const columns = [t("name"), t("email"), t("role"), t("by"), t("access")];
  return (
    <>
      {problem && (
        <Notice tone="fail" role="alert" title={words("failed")}>
          <p>{problem.message}</p>
        </Notice>
      )}
      <ScrollBox label={t("title")} className="mb-2 rounded-lg border border-line bg-card">
        <table className="w-full text-left">
          <thead className="border-b border-line text-sm text-ink-soft">
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" className={`${CELL} font-medium`}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id} className="border-b border-line last:border-0">
                <th scope="row" className={`${CELL} font-medium`}>
                  {person.name}
                </th>
                <td className={CELL}>{person.email}</td>
                <td className={CELL}>
                  {isVendorRole(person.role) && person.id !== self ? (
                    <select
                      aria-label={t("role-of", { name: person.name })}
                      value={person.role}
                      disabled={busy}
                      onChange={(event) => change({ userId: person.id, role: event.target.value as VendorRole })}
                      className={`${INPUT} min-w-48`}
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
                <td className={`${CELL} text-sm`}>{person.signsInBy.map((way) => t(`by-${way}`)).join(", ")}</td>
                <td className={CELL}>
                  {person.id === self ? (
                    t("you")
                  ) : (
                    <div className="flex items-center gap-2 whitespace-nowrap">
                      {person.disabled && (
                        <span className="rounded bg-fail-soft px-1.5 text-sm font-medium whitespace-nowrap text-fail">
                          <span aria-hidden="true">✕ </span>
                          {t("locked-out")}
                        </span>
                      )}
                      <Button disabled={busy} onClick={() => change({ userId: person.id, disabled: !person.disabled })}>
                        {t(person.disabled ? "let-in" : "lock-out")}
                      </Button>
                      {!person.disabled && (
                        <Button
                          disabled={busy}
                          aria-label={t("reset-of", { name: person.name })}
                          onClick={() =>
                            act(
                              () => makeResetLink({ userId: person.id }),
                              (link) => setLinks([link]),
                            )
                          }
                        >
                          {t("reset")}
                        </Button>
                      )}
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p className="mb-6 max-w-3xl text-sm text-ink-soft">{t("reset-help")}</p>
      <MadeLinks links={links} />
    </>
  );
}
