"use client";

import { type ReactNode, useEffect, useRef } from "react";

import { classNames } from "./class-names";

/** A window over the page: Escape or a click beside it closes it, and the focus goes back where it was. */
export function Dialog({
  label,
  onClose,
  className,
  children,
}: {
  label: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      closedby="any"
      onClose={onClose}
      className={classNames(
        "m-auto max-h-[80vh] w-[min(36rem,calc(100vw-2rem))] overflow-y-auto rounded-lg border border-line-strong bg-card p-4 text-ink shadow-lg backdrop:bg-black/40",
        className,
      )}
    >
      {children}
    </dialog>
  );
}
