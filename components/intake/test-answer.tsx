"use client";

import Link from "next/link";
import { useEffect, useState, useTransition } from "react";

import { testAnswer } from "@/app/actions/runs";
import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { VerdictBadge } from "@/components/ui/verdict";
import type { BoardRow, RunView } from "@/lib/engine/types";
import { worst } from "@/lib/engine/worst";
import type { FieldId } from "@/lib/intake/answers";
import type { LiveEvent } from "@/lib/live/events";

interface Test {
  seq: number;
  requirements: { id: string; statement: string }[];
}
interface Seen {
  rows: ReadonlyMap<string, BoardRow>;
  run?: RunView;
}

/** Follows the board until the test's run has ended. */
function useTest(projectId: string, test: Test | undefined): Seen {
  const [seen, setSeen] = useState<Seen>({ rows: new Map() });
  useEffect(() => {
    if (!test) return;
    const source = new EventSource(`/api/projects/${projectId}/stream`);
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as LiveEvent;
      const { rows, run } = event.type === "board" ? event.board : event;
      setSeen((old) => ({
        rows: new Map([...old.rows, ...rows.map((row) => [row.id, row] as const)]),
        ...(run ? { run } : {}),
      }));
      if (run && run.seq >= test.seq && run.finishedAt) source.close();
    };
    return () => source.close();
  }, [projectId, test]);
  return seen;
}

/** What the test saw: the row, or where another place decides the row, what was seen from here beside it. */
function judgedBy(row: BoardRow, seq: number, running: boolean): Pick<BoardRow, "verdict" | "message"> | undefined {
  if (row.runSeq === seq) return row;
  return running ? undefined : worst(row.observations.filter(({ vantage }) => vantage === "app"));
}

/** "Test this answer": runs the checks that look at it first, and shows what they say right here. */
export function TestAnswer({ projectId, field }: { projectId: string; field: FieldId }) {
  const t = useTranslations("intake");
  const words = useTranslations("words");
  const [test, setTest] = useState<Test>();
  const [problem, setProblem] = useState("");
  const [busy, start] = useTransition();
  const { rows, run } = useTest(projectId, test);
  const begin = () =>
    start(async () => {
      const answer = await testAnswer({ projectId, field }).catch(() => ({
        ok: false as const,
        message: words("unreachable"),
      }));
      setProblem(answer.ok ? "" : answer.message);
      setTest(answer.ok ? answer.data : undefined);
    });
  const running = test !== undefined && !(run && run.seq >= test.seq && run.finishedAt);
  return (
    <div>
      <Button look="quiet" className="-ml-2 min-h-8! px-2!" onClick={begin} disabled={busy || running}>
        {t(running ? "testing" : "test")}
      </Button>
      <div role="status">
        {problem && <p className="text-fail">{problem}</p>}
        {test?.requirements.map(({ id, statement }) => {
          const row = rows.get(id);
          const judged = row && judgedBy(row, test.seq, running);
          return (
            <p key={id} className="mt-1">
              {judged ? <VerdictBadge verdict={judged.verdict} /> : running && <span>{t("looking")}</span>}{" "}
              {judged?.message ?? statement}{" "}
              <Link href={`/projects/${projectId}/checklist#${id}`}>{t("on-checklist")}</Link>
            </p>
          );
        })}
      </div>
    </div>
  );
}
