"use client";

import dynamic from "next/dynamic";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState } from "react";

import { useTranslations } from "@/components/messages/provider";

import { pagesOf, projectIn, roomsOf } from "./rooms";
import { singleKeysOn } from "./single-keys";

/** Both are loaded when they are first asked for. */
const Palette = dynamic(() => import("./palette").then((part) => part.Palette), { ssr: false });
const ShortcutList = dynamic(() => import("./shortcut-list").then((part) => part.ShortcutList), { ssr: false });

const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], dialog";

/** Cmd or Ctrl and K goes anywhere, ? lists the keys, single letters lead to the rooms of the project. */
export function Shortcuts({ vendor }: { vendor: boolean }) {
  const t = useTranslations("shell");
  const [shown, show] = useState<"palette" | "list">();
  const router = useRouter();
  const path = usePathname();
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
  }, [path, router, vendor]);
  const close = () => show(undefined);
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
      {shown === "palette" && <Palette vendor={vendor} projectId={projectIn(path)} onClose={close} />}
      {shown === "list" && <ShortcutList vendor={vendor} onClose={close} />}
    </>
  );
}
