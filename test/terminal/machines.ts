import type { Answers } from "@/lib/intake/answers";
import { DEFAULT_POLICY } from "@/lib/requirements/policy";
import type { TerminalContext } from "@/lib/terminal/judge/context";
import { terminalJudges } from "@/lib/terminal/judge/registry";
import { openPlan } from "@/lib/terminal/without-code";

import { type TrialHead, type TrialItem, trialHead } from "./results";

/** What a judging test may set; everything else is a healthy terminal server on 2026-11-25. */
export interface Trial {
  answers?: Answers;
  head?: TrialHead;
  items?: readonly TrialItem[];
  change?: Partial<TerminalContext>;
}

/** The outcome of one requirement's judging, one `verdict reason` a target. */
export function judgedAs(id: string, { answers = {}, head = {}, items = [], change = {} }: Trial): string[] {
  return judgementsOf(id, { answers, head, items, change }).map(
    ({ verdict, reasonCode }) => `${verdict} ${reasonCode}`,
  );
}

/** The judgements themselves. */
export function judgementsOf(id: string, { answers = {}, head = {}, items = [], change = {} }: Trial) {
  const judge = terminalJudges.get(id);
  if (!judge) throw new Error(`No terminal judging of ${id}`);
  return judge({
    answers,
    facts: { answers, secretsSet: new Set(), policy: DEFAULT_POLICY, today: "2026-11-25" },
    now: new Date("2026-11-25T12:00:00Z"),
    plan: openPlan("p1", id.startsWith("lic") ? "license" : "terminal", {
      answers,
      ...(change.kubeconfig ? { kubeconfig: change.kubeconfig } : {}),
    }),
    head: { ...trialHead(head), count: "0" } as unknown as TerminalContext["head"],
    findings: items.map(({ detail = {}, ...one }) => ({ ...one, detail })),
    ...change,
  });
}

/**
 * Windows as ten kinds of machine describe it, written after the documented builds and editions: no Windows
 * was at hand to record from. Captions in German and Turkish are those of the localised editions.
 */
export const WINDOWS: Readonly<Record<string, Record<string, string>>> = {
  "Server 2012 R2": {
    caption: "Microsoft Windows Server 2012 R2 Standard",
    build: "9600",
    ubr: "20778",
    productType: "3",
    installation: "Server",
    architecture: "AMD64 ",
    culture: "en-US",
  },
  "Server 2016, German": {
    caption: "Microsoft Windows Server 2016 Datacenter",
    build: "14393",
    ubr: "6252",
    productType: "3",
    installation: "Server",
    architecture: "AMD64 ",
    culture: "de-DE",
  },
  "Server 2019, Turkish": {
    caption: "Microsoft Windows Server 2019 Standart",
    build: "17763",
    ubr: "6532",
    productType: "3",
    installation: "Server",
    architecture: "AMD64 ",
    culture: "tr-TR",
  },
  "Server 2022": {
    caption: "Microsoft Windows Server 2022 Standard",
    build: "20348",
    ubr: "2849",
    productType: "3",
    installation: "Server",
    architecture: "AMD64 ",
    culture: "en-US",
  },
  "Server 2022 Core": {
    caption: "Microsoft Windows Server 2022 Standard",
    build: "20348",
    ubr: "2849",
    productType: "3",
    installation: "Server Core",
    architecture: "AMD64 ",
    culture: "en-US",
  },
  "Server 2025": {
    caption: "Microsoft Windows Server 2025 Standard",
    build: "26100",
    ubr: "2605",
    productType: "3",
    installation: "Server",
    architecture: "AMD64 ",
    culture: "en-US",
  },
  "Windows 10, German": {
    caption: "Microsoft Windows 10 Pro",
    build: "19045",
    ubr: "5131",
    productType: "1",
    installation: "Client",
    architecture: "AMD64 ",
    culture: "de-DE",
  },
  "Windows 11": {
    caption: "Microsoft Windows 11 Enterprise",
    build: "22631",
    ubr: "4460",
    productType: "1",
    installation: "Client",
    architecture: "AMD64 ",
    culture: "en-US",
  },
  "Windows 10 of 32 bit": {
    caption: "Microsoft Windows 10 Pro",
    build: "19045",
    ubr: "5131",
    productType: "1",
    installation: "Client",
    architecture: "x86 ",
    culture: "en-US",
  },
  "Windows 8.1": {
    caption: "Microsoft Windows 8.1 Pro",
    build: "9600",
    ubr: "19000",
    productType: "1",
    installation: "Client",
    architecture: "AMD64 ",
    culture: "en-US",
  },
};

/** The finding of that Windows. */
export function windows(name: string): TrialItem {
  const detail = WINDOWS[name];
  if (!detail) throw new Error(`No recording of ${name}`);
  return { check: "ts-os-version", target: "Windows", state: "seen", detail };
}
