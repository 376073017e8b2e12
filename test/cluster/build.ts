import { kubeApiserver, kubeProgram } from "./binaries";
import { whyNoPods } from "./node/node";

/** Builds what the tests start before the first of them begins: a cold build takes longer than any test may. */
export default function build(): void {
  if (process.env.READINESS_TEST_KUBECONFIG) return;
  kubeApiserver();
  if (whyNoPods() !== undefined) return;
  for (const program of ["kube-controller-manager", "kube-scheduler", "kubelet", "agnhost"] as const)
    kubeProgram(program);
}
