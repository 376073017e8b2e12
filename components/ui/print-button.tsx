"use client";

import { Button } from "./button";

/** Prints the page; what is marked for the screen alone stays behind. */
export function PrintButton({ children }: { children: string }) {
  return (
    <Button className="print:hidden" onClick={() => window.print()}>
      {children}
    </Button>
  );
}
