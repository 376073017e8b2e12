"use client";

import { useSyncExternalStore } from "react";

const STORE = "readiness:single-keys";
const CHANGED = "single-keys";

/** Whether single-letter keys lead somewhere (WCAG 2.1.4); this browser remembers it. */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true;
  }
}

/** Switches the single-letter keys of this browser on or off. */
export function switchSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(STORE, on ? "on" : "off");
  } catch {
    // A forbidden store keeps nothing: the keys stay as they were.
  }
  window.dispatchEvent(new Event(CHANGED));
}

function subscribe(tell: () => void) {
  window.addEventListener(CHANGED, tell);
  window.addEventListener("storage", tell);
  return () => {
    window.removeEventListener(CHANGED, tell);
    window.removeEventListener("storage", tell);
  };
}

/** The switch as pages show it. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(subscribe, singleKeysOn, () => true);
}
