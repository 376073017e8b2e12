"use client";

import { useTranslations } from "@/components/messages/provider";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

import { pagesOf, type Room, roomsOf } from "./rooms";

const KEY = "rounded border border-line-strong bg-sunk px-1.5 font-mono text-sm";

/** Every key and where it leads. */
export function ShortcutList({ vendor, onClose }: { vendor: boolean; onClose: () => void }) {
  const t = useTranslations("shell");
  const words = useTranslations("words");
  const lettered = (rooms: readonly Room[]) =>
    rooms.flatMap(({ name, letter }) => (letter ? [{ key: letter, leads: t(name) }] : []));
  const parts = [
    {
      title: t("keys-anywhere"),
      keys: [
        { key: "Ctrl K · ⌘ K", leads: t("go-title") },
        { key: "?", leads: t("keys-list") },
        ...lettered(pagesOf(vendor)),
      ],
    },
    { title: t("keys-project"), keys: lettered(roomsOf("", vendor)) },
  ];
  return (
    <Dialog label={t("keys-title")} onClose={onClose}>
      <h2 className="text-lg font-semibold">{t("keys-title")}</h2>
      {parts.map(({ title, keys }) => (
        <section key={title} className="mt-3">
          <h3 className="font-medium">{title}</h3>
          <dl className="mt-1 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
            {keys.map(({ key, leads }) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className={KEY}>{key}</kbd>
                </dt>
                <dd>{leads}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="mt-4 text-sm text-ink-soft">{t("keys-on")}</p>
      <Button className="mt-3" onClick={(event) => event.currentTarget.closest("dialog")?.close()}>
        {words("close")}
      </Button>
    </Dialog>
  );
}
