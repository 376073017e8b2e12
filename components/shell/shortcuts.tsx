"use client";

import { usePathname, useRouter } from "next/navigation";
import { type ComponentType, useCallback, useEffect, useState } from "react";

import { useTranslations } from "@/components/messages/provider";

import { pagesOf, projectIn, roomsOf } from "./rooms";
import { singleKeysOn } from "./single-keys";

type Window = ComponentType<{ vendor: boolean; projectId: string | undefined; onClose: () => void }>;
/** Both are loaded when they are first asked for; without a connection the page stays as it is. */
const WINDOWS = {
  palette: (): Promise<Window> => import("./palette").then((part) => part.Palette),
  list: (): Promise<Window> => import("./shortcut-list").then((part) => part.ShortcutList),
} as const;

const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog";

/** Cmd or Ctrl and K goes anywhere, ? lists the keys, single letters lead to the rooms of the project. */
export function Shortcuts({ vendor }: { vendor: boolean }) {
  const t = useTranslations("shell");
  const [Shown, setShown] = useState<Window>();
  const router = useRouter();
  const path = usePathname();
  const show = useCallback((name: keyof typeof WINDOWS) => {
    WINDOWS[name]().then(
      (found) => setShown(() => found),
      () => setShown(undefined),
    );
  }, []);
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const { key, ctrlKey, metaKey, altKey } = event;
      if ((ctrlKey || metaKey) && !altKey && key.toLowerCase() === "k") {
        event.preventDefault();
        show("palette");
        return;
      }
      const typing = event.target instanceof Element && event.target.closest(TYPING) !== null;
      if (ctrlKey || metaKey || altKey || event.defaultPrevented || typing || !singleKeysOn()) return;
      if (key === "?") {
        event.preventDefault();
        show("list");
        return;
      }
      const projectId = projectIn(path);
      const rooms = [...pagesOf(vendor), ...(projectId ? roomsOf(projectId, vendor) : [])];
      const room = rooms.find(({ letter }) => letter === key);
      if (room) router.push(room.href);
    }
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [path, router, show, vendor]);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => show("palette")}
        className="cursor-pointer rounded px-2 py-1 text-sm text-ink-soft hover:bg-sunk"
      >
        {t("go-to")}
      </button>
      {Shown && <Shown vendor={vendor} projectId={projectIn(path)} onClose={() => setShown(undefined)} />}
    </>
  );
}
