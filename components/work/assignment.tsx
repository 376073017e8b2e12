"use client";

import { useState, useTransition } from "react";

import { assign } from "@/app/actions/work";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { INPUT } from "@/components/ui/field";
import type { RowWork } from "@/lib/engine/types";
import { ACTORS } from "@/lib/requirements/vocabulary";
import { dayOf } from "@/lib/work/local-day";

import { useWork } from "./work-context";

const optionOf = (assignee: RowWork["assignee"]) =>
  !assignee ? "" : assignee.kind === "person" ? `person:${assignee.id}` : `role:${assignee.role}`;

function inputOf(value: string) {
  const at = value.indexOf(":");
  const id = value.slice(at + 1);
  return at < 0 ? null : value.startsWith("person:") ? { person: id } : { role: id };
}

function AssigneeSelect({ id, assignee }: { id: string; assignee: RowWork["assignee"] }) {
  const t = useTranslations("work");
  const words = useTranslations("words");
  const { people } = useWork();
  const groups = [
    { label: t("people-customer"), members: people.filter(({ vendor }) => !vendor) },
    { label: t("people-sestek"), members: people.filter(({ vendor }) => vendor) },
  ];
  return (
    <select id={id} name="assignee" defaultValue={optionOf(assignee)} className={classNames(INPUT, "w-64!")}>
      <option value="">{t("nobody")}</option>
      <optgroup label={t("teams")}>
        {ACTORS.map((role) => (
          <option key={role} value={`role:${role}`}>
            {words(`who-${role}`)}
          </option>
        ))}
      </optgroup>
      {groups.map(
        ({ label, members }) =>
          members.length > 0 && (
            <optgroup key={label} label={label}>
              {members.map((one) => (
                <option key={one.id} value={`person:${one.id}`}>
                  {one.name}
                </option>
              ))}
            </optgroup>
          ),
      )}
    </select>
  );
}

/** Who looks after a requirement and until when; changed in place, and live for everybody. */
export function Assignment({ requirementId, work }: { requirementId: string; work: RowWork | undefined }) {
  const t = useTranslations("work");
  const words = useTranslations("words");
  const { projectId } = useWork();
  /** What stood there when the form was opened: somebody else may change it while it is filled in. */
  const [opened, setOpened] = useState<RowWork>();
  const [refused, setRefused] = useState("");
  const [busy, start] = useTransition();
  const assignee = work?.assignee;
  const close = () => {
    setOpened(undefined);
    setRefused("");
  };
  const send = (form: FormData) =>
    start(async () => {
      // After a refusal the person has seen what stands there now, just above.
      const basedOn = (refused ? work : opened)?.setAt ?? null;
      const answer = await assign({
        projectId,
        requirementId,
        assignee: inputOf(String(form.get("assignee") ?? "")),
        dueOn: String(form.get("dueOn") ?? "") || null,
        basedOn,
      }).catch(() => ({ ok: false as const, message: words("unreachable") }));
      if (answer.ok) close();
      else setRefused(answer.message);
    });
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>
          <bdi className="font-medium">
            {!assignee ? t("nobody") : assignee.kind === "person" ? assignee.name : words(`who-${assignee.role}`)}
          </bdi>
          {", "}
          {work?.dueOn ? t("due-short", { day: dayOf(work.dueOn) }) : t("no-day")}
        </span>
        {!opened && (
          <Button onClick={() => setOpened(work ?? {})}>{t(assignee || work?.dueOn ? "change" : "assign")}</Button>
        )}
      </p>
      {opened && (
        <form
          className="mt-2 max-w-xl rounded-md border border-line p-4"
          onSubmit={(event) => {
            event.preventDefault();
            send(new FormData(event.currentTarget));
          }}
        >
          <div className="flex flex-wrap gap-4">
            <div>
              <label htmlFor={`${requirementId}-assignee`} className="mb-1 block font-medium">
                {t("assignee")}
              </label>
              <AssigneeSelect id={`${requirementId}-assignee`} assignee={opened.assignee} />
            </div>
            <div>
              <label htmlFor={`${requirementId}-due`} className="mb-1 block font-medium">
                {t("due-day")}
              </label>
              <input
                id={`${requirementId}-due`}
                name="dueOn"
                type="date"
                defaultValue={opened.dueOn}
                className={classNames(INPUT, "w-44!")}
              />
            </div>
          </div>
          {refused && (
            <p role="alert" className="mt-2 text-sm font-medium text-fail">
              {refused}
            </p>
          )}
          <div className="mt-3 flex gap-2">
            <Button type="submit" disabled={busy}>
              {words("save")}
            </Button>
            <Button look="quiet" onClick={close}>
              {words("cancel")}
            </Button>
          </div>
        </form>
      )}
    </>
  );
}
