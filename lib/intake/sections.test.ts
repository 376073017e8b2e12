import { describe, expect, test } from "vitest";

import type { AnswerFieldId, Answers } from "./answers";
import { answerSchemas } from "./schemas/answers";
import {
  displayAnswer,
  field,
  isSecret,
  missingFields,
  section,
  sectionState,
  sections,
  visibleFields,
} from "./sections";

describe("the questions", () => {
  test("every one has help, a person who knows, and either a schema or a secret's place", () => {
    for (const one of sections.flatMap(({ fields }) => fields)) {
      expect(one.help, one.id).toMatch(/\.$/);
      expect(one.whoKnows, one.id).not.toBe("");
      expect(isSecret(one) || one.id in answerSchemas, one.id).toBe(true);
    }
    expect(Object.keys(answerSchemas).every((id) => field(id as AnswerFieldId))).toBe(true);
  });

  test("that depend on another answer appear only with it", () => {
    const visible = (id: string, answers: Answers) =>
      visibleFields(section(id) ?? (sections[0] as never), answers).map((one) => one.id);
    expect(visible("database", { "db.engine": "postgresql" })).not.toContain("db.instance");
    expect(visible("database", { "db.engine": "mssql" })).toContain("db.instance");
    expect(visible("registry", { "reg.type": "ecr" })).toContain("reg.aws");
    expect(visible("storage", { "st.provisioning": "manual" })).toContain("st.manualPlan");
    expect(visible("terminal", { "ts.kind": "workstation" })).toContain("ts.exclusiveFrom");
  });

  test("a section tells its state", () => {
    const platform = section("platform") ?? (sections[0] as never);
    const none = new Set<never>();
    expect(sectionState(platform, {}, none)).toBe("Not yet started");
    expect(sectionState(platform, { "k8s.distribution": "aks" }, none)).toBe("In progress");
    expect(sectionState(platform, { "k8s.distribution": "aks", "k8s.engineVersion": "1.30.0" }, none)).toBe(
      "Completed",
    );
    expect(sectionState(platform, { "k8s.distribution": "aks" }, none, new Set(["k8s.engineVersion"]))).toBe(
      "There is a problem",
    );
    expect(missingFields(platform, { "k8s.distribution": "openshift" }, none).map(({ id }) => id)).toEqual([
      "k8s.platformVersion",
      "k8s.engineVersion",
    ]);
  });

  test("an answer is shown in words", () => {
    expect(displayAnswer("k8s.distribution", "rancher")).toEqual(["Rancher (RKE2, K3s)"]);
    expect(displayAnswer("ns.list", [{ name: "a", role: "common" }])).toEqual(["a · Common"]);
    expect(displayAnswer("project.cveScanning", "unknown")).toEqual(["I do not know"]);
  });
});
