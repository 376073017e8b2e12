import { expect } from "vitest";

import type { Judgement } from "@/lib/checks/define-check";
import { worst } from "@/lib/engine/worst";
import type { Answers } from "@/lib/intake/answers";
import { makeCertificate } from "@/lib/peers/certificates";
import { type PracticeBucket, type PracticeStore, type S3Peer, startS3Peer } from "@/lib/peers/s3";
import type { WebPeerOptions, WebReply } from "@/lib/peers/web";
import type { ReasonCode, Verdict } from "@/lib/requirements/vocabulary";
import { lookOut, type Outlook } from "@/test/look-out";

export const HOST = "s3.corp.example";
export const BUCKET = "knovvu-va";
const KEYS = { "access-of-the-tests": "secret-of-the-tests" };

/** One situation of a practice S3 service: healthy unless told otherwise. */
export interface Case {
  store?: Partial<PracticeStore>;
  bucket?: PracticeBucket;
  answers?: Partial<Answers>;
  secret?: string;
  plain?: boolean;
  server?: WebPeerOptions;
  /** The wildcard name of the buckets leads to the service. */
  wildcard?: boolean;
  consented?: boolean;
}

/** One row of a verdict table: what is the case, and what must be said of it. */
export type Row = [title: string, one: Case, verdict: Verdict, reasonCode: ReasonCode, words?: RegExp];

export const reply = (status: number, body = ""): WebReply => ({ status, body });

/** A bench on which one S3 peer at a time is set up, asked and taken down. */
export async function s3Bench() {
  const ca = await makeCertificate({ commonName: "their ca" });
  const known = await makeCertificate({ commonName: HOST, names: [HOST, `*.${HOST}`], issuer: ca });
  const elsewhere = await makeCertificate({ commonName: "other", names: ["other.example"], issuer: ca });
  let peer: S3Peer | undefined;

  async function clear(): Promise<void> {
    await peer?.close();
    peer = undefined;
  }

  async function situation({ store, bucket, answers, secret, plain, server, wildcard, consented }: Case) {
    await clear();
    peer = await startS3Peer(
      { keys: KEYS, buckets: { [BUCKET]: bucket ?? {} }, ...store },
      { ...(plain ? {} : { certificate: known }), ...server },
    );
    const scheme = plain ? "http" : "https";
    const port = plain ? 80 : 443;
    const stated: Answers = {
      "os.strategy": "existing-s3",
      "os.endpoint": `${scheme}://${HOST}`,
      "os.accessKey": "access-of-the-tests",
      "os.buckets": [BUCKET],
      ...(plain ? {} : { "os.ca": ca.pem }),
      ...answers,
    };
    const outside: Outlook = {
      answers: stated,
      secrets: { "os.secretKey": secret ?? "secret-of-the-tests" },
      pinned: { [`${HOST}:${port}`]: peer.port, ...(wildcard ? { [`${BUCKET}.${HOST}:${port}`]: peer.port } : {}) },
      ...(consented === undefined ? {} : { consented }),
    };
    return outside;
  }

  async function judged(id: string, one: Case): Promise<Judgement> {
    const found = worst(await lookOut(id, await situation(one)));
    if (!found) throw new Error("nothing was judged");
    expect(found.message).toMatch(/^\S.{15,}\S$/s);
    expect(JSON.stringify(found)).not.toContain("secret-of-the-tests");
    return found;
  }

  return { elsewhere, situation, judged, clear, peer: () => peer };
}
