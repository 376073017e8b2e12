import { k8sVersionWindow as check } from "@/lib/checks/kubernetes/k8s-version-window";

import { numberOf, type TerminalJudge } from "./context";
import { apiFinding } from "./ts-net-cluster";

/** Kubernetes is inside the window (S76), by what GET /version told the terminal server. */
export const k8sVersionWindow: TerminalJudge = (context) => {
  const seen = apiFinding(context);
  const { gitVersion, ms } = seen?.detail ?? {};
  if (!gitVersion) return [];
  const { answers, facts, now } = context;
  return check.verdict(
    {
      ok: true,
      status: 200,
      body: { gitVersion },
      notJson: false,
      message: "",
      reason: "",
      durationMs: numberOf(ms) ?? 0,
    },
    { answers, facts, now, consented: false },
  );
};
