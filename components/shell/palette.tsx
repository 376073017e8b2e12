"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

import { useTranslations } from "@/components/messages/provider";
import { classNames } from "@/components/ui/class-names";
import { Dialog } from "@/components/ui/dialog";
import { INPUT } from "@/components/ui/field";
import { searchText, searchWords } from "@/lib/messages/search";

import { pagesOf, roomsOf } from "./rooms";

interface Place {
  href: string;
  label: string;
  hint?: string;
}
const PAUSE_MS = 150;

/** The projects that fit what is typed, as the server finds them; undefined while it cannot be reached. */
function useProjects(text: string): { id: string; customer: string; environment: string }[] | undefined {
  const [found, setFound] = useState<ReturnType<typeof useProjects>>([]);
  useEffect(() => {
    const gone = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/api/projects?q=${encodeURIComponent(text)}`, { signal: gone.signal })
        .then((response) => (response.ok ? response.json() : { projects: undefined }))
        .then(({ projects }: { projects: ReturnType<typeof useProjects> }) => setFound(projects))
        .catch(() => {
          if (!gone.signal.aborted) setFound(undefined);
        });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [text]);
  return found;
}

/** Type a few letters, choose with the arrow keys, go there with Enter: rooms of this project, pages, projects. */
export function Palette({
  vendor,
  projectId,
  onClose,
}: {
  vendor: boolean;
  projectId: string | undefined;
  onClose: () => void;
}) {
  const t = useTranslations("shell");
  const words = useTranslations("words");
  const router = useRouter();
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const projects = useProjects(text);
  const wanted = searchWords(text);
  const places: Place[] = [
    ...[...(projectId ? roomsOf(projectId, vendor) : []), ...pagesOf(vendor)]
      .map(({ href, name }) => ({ href, label: t(name) }))
      .filter(({ label }) => wanted.every((word) => searchText(label).includes(word))),
    ...(projects ?? []).map((one) => ({
      href: `/projects/${one.id}`,
      label: `${one.customer} · ${one.environment}`,
      hint: t("project"),
    })),
  ];
  const chosen = Math.min(at, places.length - 1);
  const option = (index: number) => `${id}-${index}`;
  function go(place: Place | undefined) {
    if (!place) return;
    box.current?.closest("dialog")?.close();
    router.push(place.href);
  }
  function press(event: KeyboardEvent) {
    const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && places.length > 0) {
      event.preventDefault();
      const next = (chosen + step + places.length) % places.length;
      setAt(next);
      document.getElementById(option(next))?.scrollIntoView({ block: "nearest" });
    }
    if (event.key === "Enter") {
      event.preventDefault();
      go(places[chosen]);
    }
  }
  return (
    <Dialog label={t("go-title")} onClose={onClose} className="mt-[10vh]">
      <label htmlFor={`${id}-box`} className="mb-1 block font-medium">
        {t("go-label")}
      </label>
      <input
        id={`${id}-box`}
        ref={box}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-places`}
        aria-activedescendant={places.length > 0 ? option(chosen) : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
        className={INPUT}
      />
      <p role="status" className="mt-1 text-sm text-ink-soft">
        {projects ? t("go-found", { count: places.length }) : words("unreachable")}
      </p>
      <div role="listbox" id={`${id}-places`} aria-label={t("go-title")} className="mt-2">
        {places.map(({ href, label, hint }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the box above, which keeps the focus.
          <div
            key={href}
            id={option(index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => go(places[index])}
            className={classNames(
              "flex min-h-9 cursor-pointer items-center justify-between gap-4 rounded px-3 py-1.5 hover:bg-sunk",
              index === chosen && "bg-accent-soft!",
            )}
          >
            <span className="min-w-0 break-words">{label}</span>
            {hint && <span className="text-sm text-ink-soft">{hint}</span>}
          </div>
        ))}
      </div>
    </Dialog>
  );
}
