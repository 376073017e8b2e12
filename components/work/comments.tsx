"use client";

import { useState } from "react";

import { removeComment } from "@/app/actions/work";
import { useTranslations } from "@/components/messages/provider";
import { Button, DownloadLink } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Moment } from "@/components/ui/moment";
import type { CommentView } from "@/lib/work/types";

import { CommentForm } from "./comment-form";
import { usePages } from "./use-pages";
import { useWork } from "./work-context";

function commentsIn(answer: unknown): { entries: CommentView[]; next?: string } {
  const { comments, next } = answer as { comments: CommentView[]; next?: string };
  return { entries: comments, ...(next ? { next } : {}) };
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The text as text, with the names that it mentions set off. */
function Text({ text, mentions }: Pick<CommentView, "text" | "mentions">) {
  const marks = mentions.map((name) => `@${name}`).sort((a, b) => b.length - a.length);
  const parts = marks.length > 0 ? text.split(new RegExp(`(${marks.map(escaped).join("|")})`)) : [text];
  let at = 0;
  return (
    <p dir="auto" className="mt-1 break-words whitespace-pre-wrap">
      {parts.map((part) => {
        at += part.length + 1;
        return marks.includes(part) ? (
          <strong key={at} className="font-medium text-accent">
            {part}
          </strong>
        ) : (
          part
        );
      })}
    </p>
  );
}

function Comment({ comment, onRemoved }: { comment: CommentView; onRemoved: () => void }) {
  const t = useTranslations("work");
  const words = useTranslations("words");
  const { projectId } = useWork();
  const [problem, setProblem] = useState("");
  const { id, author, vendor, internal, at, text, mentions, files, removed, mine } = comment;
  const remove = async () => {
    const answer = await removeComment({ projectId, commentId: id }).catch(() => ({
      ok: false as const,
      message: words("unreachable"),
    }));
    setProblem(answer.ok ? "" : answer.message);
    if (answer.ok) onRemoved();
  };
  return (
    <li
      data-comment={id}
      className={classNames(
        "rounded-md border px-3 py-2",
        internal ? "border-dashed border-warn bg-warn-soft" : "border-line",
      )}
    >
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-ink-soft">
        <bdi className="font-medium text-ink">{author}</bdi>
        {vendor && <span>{t("of-sestek")}</span>}
        <Moment iso={at} />
        {internal && <span className="font-medium text-warn">{t("internal")}</span>}
      </p>
      {removed ? (
        <p className="mt-1 text-ink-soft italic">{t("comment-removed")}</p>
      ) : (
        <Text text={text} mentions={mentions} />
      )}
      {(files.length > 0 || (mine && !removed)) && (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          {files.map((file) => (
            <DownloadLink
              key={file.id}
              href={`/api/projects/${projectId}/comments/files/${file.id}`}
              className="max-w-full break-all"
            >
              {t("download", { name: file.name })}
            </DownloadLink>
          ))}
          {mine && !removed && (
            <Button look="quiet" onClick={() => void remove()}>
              {words("remove")}
            </Button>
          )}
        </div>
      )}
      {problem && (
        <p role="alert" className="mt-1 text-sm font-medium text-fail">
          {problem}
        </p>
      )}
    </li>
  );
}

/** What was said about a requirement, or about the project without one: newest first, live with `version`. */
export function Comments({ requirementId, version }: { requirementId?: string; version: string }) {
  const t = useTranslations("work");
  const words = useTranslations("words");
  const { projectId } = useWork();
  const address = `/api/projects/${projectId}/comments?${requirementId ? `requirement=${requirementId}` : ""}`;
  const { entries, next, failed, older, again } = usePages(address, version, commentsIn);
  return (
    <>
      {failed && (
        <p role="alert" className="flex flex-wrap items-center gap-2 text-sm text-fail">
          {t("comments-failed")} <Button onClick={again}>{words("try-again")}</Button>
        </p>
      )}
      {!entries && !failed && <p className="text-sm text-ink-soft">{t("comments-loading")}</p>}
      {entries?.length === 0 && <p className="max-w-xl text-sm text-ink-soft">{t("comments-none")}</p>}
      {entries && entries.length > 0 && (
        <ul className="max-w-3xl space-y-2" aria-label={t("comments")}>
          {entries.map((comment) => (
            <Comment key={comment.id} comment={comment} onRemoved={again} />
          ))}
        </ul>
      )}
      {next !== undefined && (
        <Button look="quiet" onClick={older} className="mt-2">
          {t("comments-older")}
        </Button>
      )}
      <CommentForm {...(requirementId ? { requirementId } : {})} onSent={again} />
    </>
  );
}
