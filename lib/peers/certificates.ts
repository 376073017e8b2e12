import "reflect-metadata";

import { webcrypto } from "node:crypto";

import * as x509 from "@peculiar/x509";

/** A certificate with its private key, both PEM, made for a practice peer or a test. */
export interface Certificate {
  pem: string;
  key: string;
  certificate: x509.X509Certificate;
  keys: CryptoKeyPair;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
let serial = 0;

/** Makes a CA (no issuer) or a certificate signed by one. `names` become DNS and IP alternative names. */
export async function makeCertificate(options: {
  commonName: string;
  organization?: string;
  names?: readonly string[];
  issuer?: Certificate;
  notBefore?: Date;
  notAfter?: Date;
}): Promise<Certificate> {
  x509.cryptoProvider.set(webcrypto as unknown as Crypto);
  const keys = (await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"])) as CryptoKeyPair;
  const subject: x509.JsonName = [{ CN: [options.commonName] }];
  if (options.organization) subject.push({ O: [options.organization] });
  const alternative = (options.names ?? []).map((name) => ({
    type: /^[\d.]+$|:/.test(name) ? ("ip" as const) : ("dns" as const),
    value: name,
  }));
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: (++serial + Date.now()).toString(16).padStart(16, "0"),
    subject: new x509.Name(subject).toString(),
    issuer: options.issuer?.certificate.subject ?? new x509.Name(subject).toString(),
    notBefore: options.notBefore ?? new Date(Date.now() - 3_600_000),
    notAfter: options.notAfter ?? new Date(Date.now() + 365 * 86_400_000),
    publicKey: keys.publicKey,
    signingKey: options.issuer?.keys.privateKey ?? keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(!options.issuer, undefined, true),
      ...(alternative.length > 0 ? [new x509.SubjectAlternativeNameExtension(alternative)] : []),
    ],
  });
  const exported = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  const key = `-----BEGIN PRIVATE KEY-----\n${exported.match(/.{1,64}/g)?.join("\n")}\n-----END PRIVATE KEY-----\n`;
  return { pem: certificate.toString("pem"), key, certificate, keys };
}
