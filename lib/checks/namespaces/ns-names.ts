import { defineRule, type Judgement } from "@/lib/checks/define-check";
import { unanswered } from "@/lib/checks/unanswered";
import type { NamespaceRole, Product } from "@/lib/intake/answers";

const ROLE_OF: Partial<Record<Product, NamespaceRole>> = { CORE: "core", STAI: "stai", CA: "ca", VA: "va" };

/** SESTEK has named the namespaces (S86): one common, and one or more for each product. */
export const nsNames = defineRule({
  id: "ns-names",
  verdict(context): Judgement[] {
    const { answers } = context;
    const target = "namespaces";
    const expected = "exactly one common namespace, and one or more for each product";
    const list = answers["ns.list"] ?? [];
    if (list.length === 0) return [{ ...unanswered(context, target, "which namespaces will be used"), expected }];
    const found = list.map(({ name, role }) => `${name} (${role})`).join(", ");
    const base = { target, expected, found };
    const common = list.filter(({ role }) => role === "common").length;
    if (common !== 1) {
      const message =
        common === 0
          ? "No namespace has the role common yet. Give exactly one of them that role."
          : `${common} namespaces have the role common. Give it to exactly one.`;
      return [{ ...base, verdict: "could-not-tell", reasonCode: "answer-mismatch", message }];
    }
    const without = (answers["project.products"] ?? []).filter((product) => {
      const role = ROLE_OF[product];
      return role !== undefined && !list.some((one) => one.role === role);
    });
    if (without.length > 0) {
      return [
        {
          ...base,
          verdict: "warn",
          reasonCode: "answer-mismatch",
          message: `No namespace is named for ${without.join(", ")}. Name one, or confirm that it shares another product's.`,
        },
      ];
    }
    return [{ ...base, verdict: "pass", reasonCode: "ok", message: `${list.length} namespaces are named.` }];
  },
});
