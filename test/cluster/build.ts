import { kubeApiserver } from "./binaries";

/** Builds what the tests start before the first of them begins: a cold build takes longer than any test may. */
export default function build(): void {
  if (!process.env.READINESS_TEST_KUBECONFIG) kubeApiserver();
}
