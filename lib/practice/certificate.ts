import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { env } from "@/lib/env";
import { makeCertificate } from "@/lib/peers/certificates";

import { PRACTICE_HOST } from "./mistakes";

/** The TLS identity of this installation's practice systems: it must outlive restarts, as the stored CAs do. */
export interface PracticeCertificate {
  caPem: string;
  pem: string;
  key: string;
}

const YEARS_10_MS = 10 * 365 * 86_400_000;

/** Reads the certificate from the data folder, or makes it once; two processes at once end up with the same one. */
export async function practiceCertificate(host: string = PRACTICE_HOST): Promise<PracticeCertificate> {
  const folder = env().READINESS_DATA;
  const path = join(folder, host === PRACTICE_HOST ? "practice-certificate.json" : `practice-certificate-${host}.json`);
  const read = () => JSON.parse(readFileSync(path, "utf8")) as PracticeCertificate;
  try {
    return read();
  } catch {
    const notAfter = new Date(Date.now() + YEARS_10_MS);
    const ca = await makeCertificate({ commonName: `practice CA of ${host}`, notAfter });
    const own = await makeCertificate({ commonName: host, names: [host], issuer: ca, notAfter });
    mkdirSync(folder, { recursive: true });
    try {
      writeFileSync(path, JSON.stringify({ caPem: ca.pem, pem: own.pem, key: own.key }), { mode: 0o600, flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    return read();
  }
}
