import { defineRule, type Judgement } from "@/lib/checks/define-check";
import type { Answers } from "@/lib/intake/answers";
import { field } from "@/lib/intake/sections";

const OPEN = ["rec.used", "sr.separate", "project.cveScanning"] as const satisfies readonly (keyof Answers)[];

/** The products are chosen, and the questions that conditions depend on are answered (derived from S86, S145, S207). */
export const prjProducts = defineRule({
  id: "prj-products",
  verdict({ answers }): Judgement[] {
    const target = "products";
    const expected = "one or more products, and no open question";
    const products = answers["project.products"] ?? [];
    const found = products.join(", ") || "none";
    if (products.length === 0)
      return [
        {
          target,
          verdict: "fail",
          reasonCode: "answer-missing",
          message: "No product is chosen yet. Ports, namespaces and rights follow from the products.",
          expected,
          found,
        },
      ];
    const open = OPEN.filter((id) => answers[id] === undefined || answers[id] === "unknown");
    if (open.length > 0) {
      const reasonCode = open.some((id) => answers[id] === undefined) ? "answer-missing" : "answer-unknown";
      return [
        {
          target,
          verdict: "could-not-tell",
          reasonCode,
          message: `Open questions: ${open.map((id) => field(id).label).join(" ")}`,
          expected,
          found,
          evidence: { open },
        },
      ];
    }
    return [{ target, verdict: "pass", reasonCode: "ok", message: `Chosen: ${found}.`, expected, found }];
  },
});
