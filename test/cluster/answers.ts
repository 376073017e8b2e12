import type { Answers } from "@/lib/intake/answers";

import { NAMESPACES } from "./seed";

const DAY_MS = 86_400_000;
const day = (fromNow: number) => new Date(Date.now() + fromNow * DAY_MS).toISOString().slice(0, 10);

/** The intake of a customer whose cluster is seeded healthy. */
export function healthyAnswers(): Answers {
  return {
    "project.customer": "Acme Bank",
    "project.products": ["CORE", "VA"],
    "project.installStart": day(40),
    "project.installEnd": day(50),
    "project.cveScanning": "yes",
    "k8s.distribution": "vanilla",
    "k8s.engineVersion": "1.34.4",
    "k8s.managingUsers": [{ kind: "ServiceAccount", name: "knovvu-deployer", ns: NAMESPACES[0] }],
    "ns.list": [
      { name: NAMESPACES[0], role: "common" },
      { name: NAMESPACES[1], role: "core" },
      { name: NAMESPACES[2], role: "va" },
    ],
    "ns.sizing": NAMESPACES.map((name) => ({
      name,
      requestsCpu: "10",
      requestsMemory: "40Gi",
      storage: "100Gi",
      pvcCount: 4,
      pods: 20,
    })),
    "st.className": "fast",
    "st.provisioning": "dynamic",
    "st.accessMode": "RWO",
    "st.nfsBacked": "no",
    "net.baseDomain": "knovvu.acme-bank.test",
    "net.baseDomainConfirmed": "yes",
    "net.ingressController": "contour",
    "net.ingressClass": "contour",
    "net.tlsAt": "ingress",
    "net.serviceMesh": { present: "no" },
    "net.networkPolicies": { present: "no" },
    "os.strategy": "existing-s3",
    "os.hasManagedS3": "yes",
    "obs.promOperator": "no",
    "rec.used": "no",
    "sr.separate": "no",
  };
}
